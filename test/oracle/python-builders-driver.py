"""Builds the same elements with the builders of both packages and answers, as JSON, what each of them wrote.

Standard input holds programs: the text of each is run with `builder` as the module, and has to set `xml`.
"""

import json
import sys

from plivo import plivoxml
from vobiz import vobizxml


def run(program, builder):
    names = {"builder": builder}
    try:
        exec(program, names)
    except Exception as error:
        return "raised " + type(error).__name__
    return names["xml"]


print(json.dumps([[run(program, plivoxml), run(program, vobizxml)] for program in json.load(sys.stdin)]))
