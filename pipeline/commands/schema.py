"""`schema`: the JSON Schema of every record."""

import json

import click

from pipeline.commands.chinese import ChineseCommand

HELP = """打印所有记录的 JSON Schema。

输出是一份 JSON 文档，每种记录是其中 $defs 下的一项。"""


@click.command(cls=ChineseCommand, help=HELP)
def schema() -> None:
    """Print the JSON Schema of every record."""
    from pipeline.schema import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2, sort_keys=True))
