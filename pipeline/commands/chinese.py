"""Click in Chinese: help pages laid out for wide characters, and usage errors as one line."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

import click


class _ChineseHelp(click.Command):
    """A help page that never re-wraps Chinese: every line is printed as it was written."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, description, options, and the commands of a group."""
        formatter.write(f"用法：{' '.join([ctx.command_path, *self.collect_usage_pieces(ctx)])}\n")
        for line in (self.help or "").strip().splitlines():
            formatter.write(f"  {line.strip()}".rstrip() + "\n")
        _section(formatter, "选项", [self._option_row(option, ctx) for option in self._options(ctx)])

    def _options(self, ctx: click.Context) -> list[click.Option]:
        return [param for param in self.get_params(ctx) if isinstance(param, click.Option)]

    def _option_row(self, option: click.Option, ctx: click.Context) -> tuple[str, str]:
        names = (option.get_help_record(ctx) or ("",))[0]
        if option.opts == ["--help"]:
            return names, "显示这一页"
        return names, (option.help or "") + ("（必需）" if option.required else "")


class ChineseCommand(_ChineseHelp):
    """A command with Chinese help that names in Chinese the words it does not want."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(options_metavar="[选项]", context_settings={"allow_extra_args": True})
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, but refuse words left over with a Chinese message."""
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if rest:
            raise click.UsageError(f"多出了「{' '.join(rest)}」", ctx)
        return rest


class ChineseGroup(_ChineseHelp, click.Group):
    """The group of commands, listed in the order in which they were added."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(options_metavar="[选项]", subcommand_metavar="命令 [参数]...")
        super().__init__(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in their natural order, not by the alphabet."""
        return list(self.commands)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The common page, then one line for each command."""
        super().format_help(ctx, formatter)
        rows = [(name, _first_line(command)) for name, command in self.commands.items()]
        _section(formatter, "命令", rows)
        formatter.write(f"\n  看某个命令的说明：{ctx.command_path} 命令 --help\n")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but refuse an unknown command with a Chinese message."""
        if args[0] not in self.commands:
            raise click.UsageError(f"没有「{args[0]}」这个命令{_perhaps(args[0], self.commands)}", ctx)
        return super().resolve_command(ctx, args)


def explain(error: click.UsageError) -> str:
    """The one line for a usage error: what is wrong, and where the right usage stands."""
    path = error.ctx.command_path if error.ctx else "run.py"
    return f"[X910]{_complaint(error)}。 用法见：{path} --help"


def _complaint(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            names = [name for param in (error.cmd.params if error.cmd else ()) for name in param.opts]
            return f"没有「{error.option_name}」这个选项{_perhaps(error.option_name, names)}"
        case click.MissingParameter():
            return f"缺少 {_label(error.param)}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 后面要跟一个值"
        case click.BadParameter():
            return f"{_label(error.param)} 的值不对：{_expected(error)}"
    return error.message


def _expected(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"只能是 {'、'.join(map(str, kind.choices))} 之一"
    if isinstance(kind, click.IntRange):
        return f"要 {kind.min} 到 {kind.max} 的整数" if kind.max else f"要一个不小于 {kind.min} 的整数"
    return error.message


def _label(param: click.Parameter | None) -> str:
    if param is None:
        return "参数"
    return (param.metavar or param.name or "") if isinstance(param, click.Argument) else param.opts[-1]


def _perhaps(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word, list(known), n=1)
    return f"，是不是 {close[0]}" if close else ""


def _first_line(command: click.Command) -> str:
    return (command.help or "").strip().split("\n", 1)[0]


def _section(formatter: click.HelpFormatter, title: str, rows: list[tuple[str, str]]) -> None:
    width = max(len(name) for name, _ in rows)
    formatter.write(f"\n{title}：\n")
    for name, text in rows:
        formatter.write(f"  {name.ljust(width)}  {text}\n")
