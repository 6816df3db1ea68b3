"""Tests of vobiz_signatures.py: recorded requests, and what must be refused.

Written by plivo-to-vobiz. It replaces this file together with that one. Needs Python 3.7 and its standard library;
`python -m unittest` and pytest run it.
"""

import unittest
from collections import namedtuple

@import@

Case = namedtuple("Case", "name provider version method url signature_header signature nonce form token valid")

CASES = [
@cases@
]


def nonce_header(case):
    return "X-{}-Signature-{}-Nonce".format(case.provider.capitalize(), case.version.upper())


def headers_of(case):
    return {case.signature_header: case.signature, nonce_header(case): case.nonce}


def verify(case, headers=None, token=None):
    tokens = {case.provider + "_tokens": case.token if token is None else token}
    sent = headers_of(case) if headers is None else headers
    return vobiz_signatures.verify_request(case.method, case.url, sent, form=case.form, **tokens)


def validate(case, token=None):
    tokens = {case.provider: case.token if token is None else token}
    if case.version == "v2":
        return vobiz_signatures.validate_signature(case.url, case.nonce, case.signature, tokens)
    return vobiz_signatures.validate_v3_signature(
        case.method, case.url, case.nonce, tokens, case.signature, case.form
    )


class VobizSignaturesTest(unittest.TestCase):
    def test_decides_whole_requests(self):
        for case in CASES:
            with self.subTest(case.name):
                self.assertIs(verify(case), case.valid)

    def test_decides_by_the_functions_that_replace_plivos(self):
        for case in CASES:
            with self.subTest(case.name):
                self.assertIs(validate(case), case.valid)

    def test_refuses_another_token_and_one_that_was_never_set(self):
        for case in CASES:
            with self.subTest(case.name):
                for token in ("another-token", "", None, []):
                    tokens = {case.provider + "_tokens": token}
                    sent = headers_of(case)
                    self.assertIs(vobiz_signatures.verify_request(case.method, case.url, sent, case.form, **tokens), False)
                    self.assertIs(validate(case, token=token or ""), False)

    def test_accepts_one_of_several_tokens(self):
        for case in CASES:
            with self.subTest(case.name):
                self.assertIs(verify(case, token=["another-token", case.token]), case.valid)

    def test_refuses_changed_and_missing_headers(self):
        for case in CASES:
            with self.subTest(case.name):
                changed = {**headers_of(case), nonce_header(case): case.nonce + "1"}
                self.assertIs(verify(case, headers=changed), False)
                for name in headers_of(case):
                    left = {key: value for key, value in headers_of(case).items() if key != name}
                    self.assertIs(verify(case, headers=left), False)
                self.assertIs(verify(case, headers={}), False)

    def test_refuses_an_older_version_beside_a_newer_one_that_fails(self):
        for case in CASES:
            if case.version == "v2":
                newer = case._replace(version="v3")
                name = "X-{}-Signature-V3".format(case.provider.capitalize())
                sent = {**headers_of(case), name: "AAAA", nonce_header(newer): case.nonce}
                with self.subTest(case.name):
                    self.assertIs(verify(case, headers=sent), False)
@if both

    def test_refuses_headers_of_both_providers(self):
        by_plivo, by_vobiz = [next(one for one in CASES if one.provider == name and one.valid) for name in ("plivo", "vobiz")]
        sent = {**headers_of(by_plivo), **headers_of(by_vobiz)}
        for case in (by_plivo, by_vobiz):
            self.assertIs(verify(case, headers=sent), False)
@end


if __name__ == "__main__":
    unittest.main()
