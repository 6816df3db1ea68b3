<?php

use PHPUnit\Framework\TestCase;
@use@

require_once __DIR__ . '/@path@';

/**
 * Tests of VobizSignatures.php: recorded requests, and what must be refused.
 *
 * Written by plivo-to-vobiz. It replaces this file together with that one.
 */
final class VobizSignaturesTest extends TestCase
{
    private const NAMES = [
        'name', 'provider', 'version', 'method', 'url', 'signatureHeader', 'signature', 'nonce', 'form', 'token', 'valid',
    ];

    private const CASES = [
@cases@
    ];

    public function testDecidesWholeRequests(): void
    {
        foreach (self::cases() as $case) {
            $this->assertSame($case['valid'], $this->verify($case, $this->headers($case), $case['token']), $case['name']);
        }
    }

    public function testDecidesByTheMethodsThatReplacePlivos(): void
    {
        foreach (self::cases() as $case) {
            $this->assertSame($case['valid'], $this->validate($case, $case['token']), $case['name']);
        }
    }

    public function testAcceptsOneOfSeveralTokens(): void
    {
        foreach (self::cases() as $case) {
            $tokens = ['another-token', $case['token']];
            $this->assertSame($case['valid'], $this->verify($case, $this->headers($case), $tokens), $case['name']);
        }
    }

    public function testRefusesAnotherTokenAndOneThatWasNeverSet(): void
    {
        foreach (self::cases() as $case) {
            foreach (['another-token', '', null, []] as $token) {
                $this->assertFalse($this->verify($case, $this->headers($case), $token), $case['name']);
                $this->assertFalse($this->validate($case, $token), $case['name']);
            }
        }
    }

    public function testRefusesChangedAndMissingHeaders(): void
    {
        foreach (self::cases() as $case) {
            $headers = $this->headers($case);
            $changed = array_merge($headers, [$this->nonceHeader($case) => $case['nonce'] . '1']);
            $this->assertFalse($this->verify($case, $changed, $case['token']), $case['name']);
            $this->assertFalse($this->verify($case, [], $case['token']), $case['name']);
            foreach (array_keys($headers) as $name) {
                $this->assertFalse($this->verify($case, array_diff_key($headers, [$name => 0]), $case['token']), $case['name']);
            }
        }
    }

    public function testRefusesAnOlderVersionBesideANewerOneThatFails(): void
    {
        foreach (self::cases() as $case) {
            if ($case['version'] !== 'v2') {
                continue;
            }
            $name = 'X-' . ucfirst($case['provider']) . '-Signature-V3';
            $sent = array_merge($this->headers($case), [$name => 'AAAA', $name . '-Nonce' => $case['nonce']]);
            $this->assertFalse($this->verify($case, $sent, $case['token']), $case['name']);
        }
    }
@if both

    public function testRefusesHeadersOfBothProviders(): void
    {
        $valid = array_filter(self::cases(), static function (array $case): bool {
            return $case['valid'];
        });
        $sent = array_merge(...array_map([$this, 'headers'], array_values($valid)));
        foreach (self::cases() as $case) {
            $this->assertFalse($this->verify($case, $sent, $case['token']), $case['name']);
        }
    }
@end

    private static function cases(): array
    {
        return array_map(static function (array $row): array {
            return array_combine(self::NAMES, $row);
        }, self::CASES);
    }

    private function nonceHeader(array $case): string
    {
        return 'X-' . ucfirst($case['provider']) . '-Signature-' . strtoupper($case['version']) . '-Nonce';
    }

    private function headers(array $case): array
    {
        return [$case['signatureHeader'] => $case['signature'], $this->nonceHeader($case) => $case['nonce']];
    }

    /** @param string|string[]|null $token */
    private function verify(array $case, array $headers, $token): bool
    {
@if both
        $tokens = $case['provider'] === 'plivo' ? [$token, null] : [null, $token];
@end
@if vobiz
        $tokens = [null, $token];
@end
        return VobizSignatures::verifyRequest($case['method'], $case['url'], $headers, $case['form'], ...$tokens);
    }

    /** @param string|string[]|null $token */
    private function validate(array $case, $token): bool
    {
        $tokens = [$case['provider'] => $token];
        if ($case['version'] === 'v2') {
            return VobizSignatures::validateSignature($case['url'], $case['nonce'], $case['signature'], $tokens);
        }
        $arguments = [$case['method'], $case['url'], $case['nonce'], $tokens, $case['signature'], $case['form']];
        return VobizSignatures::validateV3Signature(...$arguments);
    }
}
