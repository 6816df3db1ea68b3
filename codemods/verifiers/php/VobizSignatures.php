<?php

/**
 * Checks the webhook signatures of Plivo and of Vobiz, for the time both send calls.
 *
 * Written by plivo-to-vobiz. Needs PHP 7.2 and nothing besides its core. Running `plivo-to-vobiz migrate` again may
 * replace this file, so keep changes of your own elsewhere.
 *
 * `validateV3Signature` and `validateSignature` take the arguments of Plivo's methods of the same name and accept a
 * signature of either provider. `verifyRequest` looks at a whole request and is the better choice for new code.
 *
 * Every method answers true or false. Nothing a remote sender controls makes one throw, an empty token never matches,
 * and digests are compared in constant time.
 *
 * What is signed differs: Plivo V3 covers the URL, its query and the form; Vobiz covers the URL up to its query and the
 * nonce, and nothing else. The body and the query of a Vobiz request are not authenticated: put what must not be forged
 * into the path, and remember nonces for about five minutes to refuse replays.
 *
 * The URL is the public one that the provider was given, not the one a proxy passes on. The form holds the fields of
 * the body ($_POST), not those of the query.
 */
final class VobizSignatures
{
    /** Version, header of the account's own token, header of the main account's token, header of the nonce. */
    public const PLIVO_HEADERS = [
        ['v3', 'X-Plivo-Signature-V3', 'X-Plivo-Signature-Ma-V3', 'X-Plivo-Signature-V3-Nonce'],
        ['v2', 'X-Plivo-Signature-V2', 'X-Plivo-Signature-Ma-V2', 'X-Plivo-Signature-V2-Nonce'],
    ];
    public const VOBIZ_HEADERS = [
        ['v3', 'X-Vobiz-Signature-V3', 'X-Vobiz-Signature-MA-V3', 'X-Vobiz-Signature-V3-Nonce'],
        ['v2', 'X-Vobiz-Signature-V2', 'X-Vobiz-Signature-MA-V2', 'X-Vobiz-Signature-V2-Nonce'],
    ];

    /**
     * Whether Plivo or Vobiz signed this request with a V3 signature. $auth_token is ['plivo' => token, 'vobiz' =>
     * token], each a string or a list of strings; a plain string or list is tried as a token of either provider.
     */
    public static function validateV3Signature($method, $uri, $nonce, $auth_token, $v3_signature, $params = []): bool
    {
        [$plivo, $vobiz] = self::tokensOf($auth_token);
        $plivoText = self::plivoV3Text($method, $uri, $nonce, $params);
        $byPlivo = self::isSigned($plivoText, $nonce, $v3_signature, $plivo, true);
        $byVobiz = self::isSigned(self::vobizText($uri, $nonce, '.'), $nonce, $v3_signature, $vobiz, false);
        return $byPlivo || $byVobiz;
    }

    /** Whether Plivo or Vobiz signed this URL with a V2 signature. */
    public static function validateSignature($uri, $nonce, $signature, $auth_token = ''): bool
    {
        [$plivo, $vobiz] = self::tokensOf($auth_token);
        $byPlivo = self::isSigned(self::plivoV2Text($uri, $nonce), $nonce, $signature, $plivo, true);
        $byVobiz = self::isSigned(self::vobizText($uri, $nonce, ''), $nonce, $signature, $vobiz, false);
        return $byPlivo || $byVobiz;
    }

    /**
     * Whether Plivo or Vobiz signed this request, told by the headers it carries.
     *
     * A request with headers of both providers is refused, and so is one with a header twice. The newest version that
     * is present decides; one that fails is never tried again as an older one. The main account's headers are accepted
     * with any of the tokens given, so give a main token only where requests of its sub-accounts arrive.
     *
     * @param array $headers names to values, as getallheaders() or $_SERVER has them
     * @param array $form the decoded form fields, for Plivo V3
     * @param string|string[]|null $plivoTokens null or empty refuses Plivo
     * @param string|string[]|null $vobizTokens the same for Vobiz
     */
    public static function verifyRequest(
        $method,
        $url,
        $headers,
        $form = [],
        $plivoTokens = null,
        $vobizTokens = null
    ): bool {
        $plivo = self::readHeaders($headers, self::PLIVO_HEADERS);
        $vobiz = self::readHeaders($headers, self::VOBIZ_HEADERS);
        if (($plivo === null) === ($vobiz === null)) {
            return false;
        }
        [$version, $own, $main, $nonce] = $plivo ?? $vobiz;
        if ($vobiz !== null) {
            $text = self::vobizText($url, $nonce, $version === 'v3' ? '.' : '');
        } elseif ($version === 'v3') {
            $text = self::plivoV3Text($method, $url, $nonce, $form);
        } else {
            $text = self::plivoV2Text($url, $nonce);
        }
        $tokens = $vobiz !== null ? $vobizTokens : $plivoTokens;
        $byOwn = self::isSigned($text, $nonce, $own, $tokens, $vobiz === null);
        $byMain = self::isSigned($text, $nonce, $main, $tokens, $vobiz === null);
        return $byOwn || $byMain;
    }

    private static function tokensOf($token): array
    {
        $isPair = is_array($token) && (array_key_exists('plivo', $token) || array_key_exists('vobiz', $token));
        return $isPair ? [$token['plivo'] ?? null, $token['vobiz'] ?? null] : [$token, $token];
    }

    /** Every token is tried, so that the place of a match does not show. */
    private static function isSigned($text, $nonce, $signature, $tokens, bool $mayBeList): bool
    {
        $received = self::textOf($signature);
        if ($text === null || self::textOf($nonce) === '' || $received === '') {
            return false;
        }
        $entries = [$received];
        if ($mayBeList) {
            $entries = array_map(static function (string $entry): string {
                return trim($entry, " \t");
            }, explode(',', $received));
        }
        $matched = false;
        foreach (is_array($tokens) ? $tokens : [$tokens] as $token) {
            if (!is_string($token) || $token === '') {
                continue;
            }
            $expected = base64_encode(hash_hmac('sha256', $text, $token, true));
            foreach ($entries as $entry) {
                $matched = hash_equals($expected, $entry) || $matched;
            }
        }
        return $matched;
    }

    /** A header's value as one string; empty when there is none or more than one. */
    private static function textOf($value): string
    {
        if (is_array($value) && count($value) === 1) {
            $value = reset($value);
        }
        return is_string($value) ? $value : '';
    }

    /** What Vobiz signs: the URL up to its query, as written, then the nonce. */
    private static function vobizText($url, $nonce, string $separator): ?string
    {
        $parts = self::splitUrl($url);
        return $parts === null ? null : $parts[0] . $separator . self::textOf($nonce);
    }

    private static function plivoV2Text($url, $nonce): ?string
    {
        $parts = self::splitUrl($url);
        return $parts === null ? null : self::withoutCredentials($parts[0]) . self::textOf($nonce);
    }

    /** What Plivo signs: the URL, its sorted query, the sorted form, then the nonce. */
    private static function plivoV3Text($method, $url, $nonce, $params): ?string
    {
        $parts = self::splitUrl($url);
        $form = self::formPairs($params);
        $method = is_string($method) ? strtoupper($method) : '';
        if ($parts === null || $form === null || !in_array($method, ['GET', 'POST'], true)) {
            return null;
        }
        $query = self::queryPairs($parts[1]);
        if ($method === 'GET') {
            foreach ($form as $pair) {
                if (!in_array($pair, $query, true)) {
                    $query[] = $pair;
                }
            }
            $form = [];
        }
        $text = self::join($query, '=', '&');
        if ($text !== '' && $form !== []) {
            $text .= '.';
        }
        $text .= self::join($form, '', '');
        $mark = $query === [] && $form === [] ? '' : '?';
        return self::withoutCredentials($parts[0]) . $mark . $text . '.' . self::textOf($nonce);
    }

    /** The URL before its query, and the query; null without scheme and host. Nothing is decoded or normalised. */
    private static function splitUrl($url): ?array
    {
        $text = is_string($url) ? trim($url) : '';
        if (!preg_match('~\A[A-Za-z][A-Za-z0-9+.-]*://[^/?#]~', $text)) {
            return null;
        }
        $parts = explode('?', explode('#', $text, 2)[0], 2);
        return [$parts[0], $parts[1] ?? ''];
    }

    private static function withoutCredentials(string $base): string
    {
        [$scheme, $rest] = explode('://', $base, 2);
        $parts = explode('/', $rest, 2);
        $at = strrpos($parts[0], '@');
        $host = $at === false ? $parts[0] : substr($parts[0], $at + 1);
        return $scheme . '://' . $host . (isset($parts[1]) ? '/' . $parts[1] : '');
    }

    private static function queryPairs(string $query): array
    {
        $pairs = [];
        foreach (explode('&', $query) as $part) {
            if ($part !== '') {
                $pair = explode('=', $part, 2);
                // Plus signs are blanks; an escape that is none stays as it is.
                $pairs[] = [urldecode($pair[0]), urldecode($pair[1] ?? '')];
            }
        }
        return $pairs;
    }

    /** Names and values of a form, one pair per value; null when it holds anything but flat values. */
    private static function formPairs($form): ?array
    {
        if ($form === null) {
            return [];
        }
        if (!is_array($form)) {
            return null;
        }
        $pairs = [];
        foreach ($form as $name => $value) {
            foreach (is_array($value) ? $value : [$value] as $one) {
                // Laravel hands over null for an empty field.
                $one = $one ?? '';
                if (is_bool($one)) {
                    $one = $one ? 'true' : 'false';
                }
                if (!is_scalar($one)) {
                    return null;
                }
                $pairs[] = [(string) $name, (string) $one];
            }
        }
        return $pairs;
    }

    /** By name, then value, each by UTF-16 code unit, as Plivo sorts. */
    private static function join(array $pairs, string $between, string $after): string
    {
        usort($pairs, static function (array $a, array $b): int {
            return self::compare($a[0], $b[0]) ?: self::compare($a[1], $b[1]);
        });
        return implode($after, array_map(static function (array $pair) use ($between): string {
            return $pair[0] . $between . $pair[1];
        }, $pairs));
    }

    /** UTF-8 bytes sort as UTF-16 units do once the leads 0xEE and 0xEF come after those of four-byte characters. */
    private static function compare(string $a, string $b): int
    {
        return strcmp(strtr($a, "\xEE\xEF", "\xF6\xF7"), strtr($b, "\xEE\xEF", "\xF6\xF7"));
    }

    /** Version, own signature, main signature and nonce of the newest version that is present; null for none. */
    private static function readHeaders($headers, array $versions): ?array
    {
        foreach ($versions as [$version, $own, $main, $nonce]) {
            $values = [];
            foreach ([$own, $main, $nonce] as $name) {
                $values[] = self::readHeader($headers, $name);
            }
            if (array_filter($values) !== []) {
                return array_merge([$version], array_map([self::class, 'textOf'], $values));
            }
        }
        return null;
    }

    /** Every value of a header. */
    private static function readHeader($headers, string $name): array
    {
        $values = [];
        foreach (is_array($headers) ? $headers : [] as $key => $value) {
            $plain = str_replace('_', '-', strtolower((string) $key));
            if ($plain === strtolower($name) || $plain === 'http-' . strtolower($name)) {
                $values = array_merge($values, is_array($value) ? array_values($value) : [$value]);
            }
        }
        return $values;
    }
}
