<?php
// Calls the PHP verifier for the tests: one call a line on stdin, one character a call on stdout.
require $argv[1];
set_error_handler(static function ($level, $message) {
    throw new ErrorException($message);
});

function pairs(string $text): array
{
    $found = [];
    foreach (explode('&', $text) as $item) {
        if ($item !== '') {
            [$name, $value] = explode('=', $item, 2);
            $found[rawurldecode($name)][] = rawurldecode($value);
        }
    }
    return $found;
}

function items(string $text): array
{
    return $text === '' ? [] : array_map(static function (string $item): string {
        return rawurldecode(substr($item, 1));
    }, explode('&', $text));
}

while (($line = fgets(STDIN)) !== false) {
    [$function, $method, $url, $nonce, $signature, $headers, $form, $plivo, $vobiz] = explode("\t", rtrim($line, "\n"));
    [$method, $url, $nonce, $signature] = array_map('rawurldecode', [$method, $url, $nonce, $signature]);
    $tokens = ['plivo' => items($plivo), 'vobiz' => items($vobiz)];
    try {
        switch ($function) {
            case 'verify':
                $valid = VobizSignatures::verifyRequest(
                    $method, $url, pairs($headers), pairs($form), $tokens['plivo'], $tokens['vobiz']
                );
                break;
            case 'v2':
                $valid = VobizSignatures::validateSignature($url, $nonce, $signature, $tokens);
                break;
            default:
                $valid = VobizSignatures::validateV3Signature($method, $url, $nonce, $tokens, $signature, pairs($form));
        }
        echo $valid ? '1' : '0';
    } catch (Throwable $error) {
        fwrite(STDERR, $error . "\n");
        echo 'E';
    }
}
