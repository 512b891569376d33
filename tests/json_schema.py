"""Whether a JSON value is as a schema of ours says; it knows the keywords that pydantic writes, no others."""

_KNOWN = {"$ref", "anyOf", "oneOf", "enum", "const", "type", "title", "description", "default", "format"}
_KNOWN |= {"properties", "required", "additionalProperties", "propertyNames", "discriminator", "readOnly"}
_KNOWN |= {"items", "prefixItems", "minItems", "maxItems"}
_TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def faults(value, schema, definitions, at="$"):
    """Where the value is not as the schema says, in words; nothing where it is."""
    assert set(schema) <= _KNOWN, set(schema) - _KNOWN
    if "$ref" in schema:
        return faults(value, definitions[schema["$ref"].rpartition("/")[2]], definitions, at)
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        found = [faults(value, choice, definitions, at) for choice in choices]
        return [] if [] in found else min(found, key=len)
    if "const" in schema and value != schema["const"]:
        return [f"{at}: {value!r} is not {schema['const']!r}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at}: {value!r} is none of {schema['enum']}"]
    if "type" in schema and not _is(value, schema["type"]):
        return [f"{at}: {value!r} is no {schema['type']}"]
    if isinstance(value, dict):
        return _in_object(value, schema, definitions, at)
    return _in_array(value, schema, definitions, at) if isinstance(value, list) else []


def _is(value, name):
    return isinstance(value, _TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


def _in_object(value, schema, definitions, at):
    told = [f"{at}: lacks {name}" for name in schema.get("required", ()) if name not in value]
    named, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name, inner in value.items():
        if name in named:
            told += faults(inner, named[name], definitions, f"{at}.{name}")
        elif others is False:
            told.append(f"{at}: has {name}")
        elif others is not True:
            told += faults(inner, others, definitions, f"{at}.{name}")
    return told


def _in_array(value, schema, definitions, at):
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        return [f"{at}: {len(value)} items"]
    first = schema.get("prefixItems", [])
    rest = schema.get("items", {})
    return [
        fault
        for number, inner in enumerate(value)
        for fault in faults(
            inner, first[number] if number < len(first) else rest, definitions, f"{at}[{number}]"
        )
    ]
