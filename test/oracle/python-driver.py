"""Calls Python functions for the tests: a JSON list of calls on stdin, a JSON list of answers on stdout."""

import importlib
import json
import sys

sys.path[:0] = sys.argv[1:]


def plivo_v3_signature(method, uri, nonce, token, params):
    """The signature the vendor's own package computes."""
    from plivo.utils import signature_v3

    construct = signature_v3.construct_get_url if method == "GET" else signature_v3.construct_post_url
    url = construct(uri, dict(params)).decode("utf-8")
    return signature_v3.get_signature_v3(token.encode("utf-8"), url, nonce).decode("ascii")


def form_objects(package, pairs):
    """A form as a framework hands it over."""
    if package == "werkzeug":
        from werkzeug.datastructures import ImmutableMultiDict

        return ImmutableMultiDict([tuple(pair) for pair in pairs])
    return dict(pairs)


def with_form(function, package, args):
    """Calls a checker with the last argument turned into a framework's form object."""
    return find(function)(*(args[:-1] + [form_objects(package, args[-1])]))


def parse(path, major, minor):
    """Whether a file parses in the grammar of an older version."""
    import ast

    with open(path, encoding="utf-8") as file:
        ast.parse(file.read(), feature_version=(major, minor))
    return True


def header_names(module):
    """The header tables of a helper file."""
    loaded = importlib.import_module(module)
    return {name: getattr(loaded, name) for name in ("PLIVO_HEADERS", "VOBIZ_HEADERS") if hasattr(loaded, name)}


def source_of(module, function):
    """The source of one function of a helper file."""
    import inspect

    return inspect.getsource(getattr(importlib.import_module(module), function))


def find(name):
    module, _, function = name.rpartition(":")
    return getattr(importlib.import_module(module), function) if module else globals()[function]


def answer(call):
    try:
        return {"result": find(call["call"])(*call["args"])}
    except Exception as error:
        return {"raised": "{}: {}".format(type(error).__name__, error)}


json.dump([answer(call) for call in json.load(sys.stdin)], sys.stdout)
