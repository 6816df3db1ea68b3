<?php

/** Plivo's V3 signature by hand, as plivo/plivo-php computes it: the URL, its sorted query, the sorted form, the nonce. */
class PlivoSignature
{
    public static function isValid($method, $url, $nonce, $signature, $authToken, array $form)
    {
        $expected = self::compute($method, $url, $nonce, $authToken, $form);
        foreach (explode(',', $signature) as $one) {
            if (hash_equals($expected, trim($one))) {
                return true;
            }
        }
        return false;
    }

    private static function compute($method, $url, $nonce, $authToken, array $form)
    {
        $parts = explode('?', $url, 2);
        parse_str(isset($parts[1]) ? $parts[1] : '', $query);
        if ($method === 'GET') {
            $query = array_merge($form, $query);
            $form = [];
        }
        $text = self::join($query, '=', '&');
        if ($form) {
            $text .= ($text === '' ? '' : '.') . self::join($form, '', '');
        }
        $signed = $parts[0] . ($text === '' ? '' : '?' . $text) . '.' . $nonce;
        return base64_encode(hash_hmac('sha256', $signed, $authToken, true));
    }

    private static function join(array $pairs, $between, $after)
    {
        ksort($pairs, SORT_STRING);
        $texts = [];
        foreach ($pairs as $name => $value) {
            $texts[] = $name . $between . $value;
        }
        return implode($after, $texts);
    }
}
