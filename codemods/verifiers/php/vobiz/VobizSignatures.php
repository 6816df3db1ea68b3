<?php

/**
 * Checks the webhook signatures of Vobiz.
 *
 * Written by plivo-to-vobiz. Needs PHP 7.2 and nothing besides its core. Running `plivo-to-vobiz migrate` again may
 * replace this file, so keep changes of your own elsewhere.
 *
 * `validateV3Signature` and `validateSignature` take the arguments of Plivo's methods of the same name, so that calls
 * keep their shape. `verifyRequest` looks at a whole request and is the better choice for new code.
 *
 * Every method answers true or false. Nothing a remote sender controls makes one throw, an empty token never matches,
 * and digests are compared in constant time.
 *
 * Vobiz signs the URL up to its query and the nonce, and nothing else. The body and the query of a request are not
 * authenticated: put what must not be forged into the path, and remember nonces for about five minutes to refuse
 * replays.
 *
 * The URL is the public one that Vobiz was given, not the one a proxy passes on.
 */
final class VobizSignatures
{
    /** Version, header of the account's own token, header of the main account's token, header of the nonce. */
    public const VOBIZ_HEADERS = [
        ['v3', 'X-Vobiz-Signature-V3', 'X-Vobiz-Signature-MA-V3', 'X-Vobiz-Signature-V3-Nonce'],
        ['v2', 'X-Vobiz-Signature-V2', 'X-Vobiz-Signature-MA-V2', 'X-Vobiz-Signature-V2-Nonce'],
    ];

    /**
     * Whether Vobiz signed this URL with a V3 signature. $auth_token is a string or a list of strings; of
     * ['plivo' => token, 'vobiz' => token] only the second is used. Neither method nor parameters are signed.
     */
    public static function validateV3Signature($method, $uri, $nonce, $auth_token, $v3_signature, $params = []): bool
    {
        return self::isSigned(self::vobizText($uri, $nonce, '.'), $nonce, $v3_signature, self::tokensOf($auth_token));
    }

    /** Whether Vobiz signed this URL with a V2 signature. */
    public static function validateSignature($uri, $nonce, $signature, $auth_token = ''): bool
    {
        return self::isSigned(self::vobizText($uri, $nonce, ''), $nonce, $signature, self::tokensOf($auth_token));
    }

    /**
     * Whether Vobiz signed this request, told by the headers it carries.
     *
     * A request with a header twice is refused. The newest version that is present decides; one that fails is never
     * tried again as an older one. The main account's headers are accepted with any of the tokens given, so give a
     * main token only where requests of its sub-accounts arrive.
     *
     * @param string $method not signed; it keeps its place so that calls written for both providers need not change
     * @param array $headers names to values, as getallheaders() or $_SERVER has them
     * @param array $form not signed
     * @param string|string[]|null $plivoTokens not used
     * @param string|string[]|null $vobizTokens null or empty refuses
     */
    public static function verifyRequest(
        $method,
        $url,
        $headers,
        $form = [],
        $plivoTokens = null,
        $vobizTokens = null
    ): bool {
        $found = self::readHeaders($headers);
        if ($found === null) {
            return false;
        }
        [$version, $own, $main, $nonce] = $found;
        $text = self::vobizText($url, $nonce, $version === 'v3' ? '.' : '');
        $byOwn = self::isSigned($text, $nonce, $own, $vobizTokens);
        $byMain = self::isSigned($text, $nonce, $main, $vobizTokens);
        return $byOwn || $byMain;
    }

    private static function tokensOf($token)
    {
        $isPair = is_array($token) && (array_key_exists('plivo', $token) || array_key_exists('vobiz', $token));
        return $isPair ? $token['vobiz'] ?? null : $token;
    }

    /** Every token is tried, so that the place of a match does not show. */
    private static function isSigned($text, $nonce, $signature, $tokens): bool
    {
        $received = self::textOf($signature);
        if ($text === null || self::textOf($nonce) === '' || $received === '') {
            return false;
        }
        $matched = false;
        foreach (is_array($tokens) ? $tokens : [$tokens] as $token) {
            if (is_string($token) && $token !== '') {
                $expected = base64_encode(hash_hmac('sha256', $text, $token, true));
                $matched = hash_equals($expected, $received) || $matched;
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

    /** What Vobiz signs: the URL up to its query, as written, then the nonce. Nothing is decoded or normalised. */
    private static function vobizText($url, $nonce, string $separator): ?string
    {
        $text = is_string($url) ? trim($url) : '';
        if (!preg_match('~\A[A-Za-z][A-Za-z0-9+.-]*://[^/?#]~', $text)) {
            return null;
        }
        return substr($text, 0, strcspn($text, '?#')) . $separator . self::textOf($nonce);
    }

    /** Version, own signature, main signature and nonce of the newest version that is present; null for none. */
    private static function readHeaders($headers): ?array
    {
        foreach (self::VOBIZ_HEADERS as [$version, $own, $main, $nonce]) {
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
