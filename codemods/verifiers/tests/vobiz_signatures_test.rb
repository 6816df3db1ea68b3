# frozen_string_literal: true

@if minitest
require 'minitest/autorun'
@end
@if rspec
require 'rspec'
@end
require_relative '@path@'

# Tests of vobiz_signatures.rb: recorded requests, and what must be refused.
#
# Written by plivo-to-vobiz. It replaces this file together with that one.
module VobizSignaturesCases
  Case = Struct.new(
    :name, :provider, :version, :method, :url, :signature_header, :signature, :nonce, :form, :token, :valid
  ) do
    def nonce_header
      "X-#{provider.capitalize}-Signature-#{version.upcase}-Nonce"
    end

    def headers
      { signature_header => signature, nonce_header => nonce }
    end

    def accepted?(headers: self.headers, token: self.token)
      tokens = { "#{provider}_tokens": token }
      VobizSignatures.verify_request(method: method, url: url, headers: headers, form: form, **tokens)
    end

    def valid_by_arguments?(token: self.token)
      tokens = { provider.to_sym => token }
      return VobizSignatures.valid_signature?(url, nonce, signature, tokens) if version == 'v2'

      VobizSignatures.valid_signatureV3?(url, nonce, signature, tokens, method, form)
    end
  end

  ALL = [
@cases@
  ].map { |row| Case.new(*row) }.freeze

  # Every place where a verifier decides otherwise than it must; empty when it is right.
  module_function

  def wrong_requests
    ALL.reject { |one| one.accepted? == one.valid }.map(&:name)
  end

  def wrong_arguments
    ALL.reject { |one| one.valid_by_arguments? == one.valid }.map(&:name)
  end

  def wrong_with_several_tokens
    ALL.reject { |one| one.accepted?(token: ['another-token', one.token]) == one.valid }.map(&:name)
  end

  def accepted_with_other_tokens
    ALL.select do |one|
      ['another-token', '', nil, []].any? { |token| one.accepted?(token: token) || one.valid_by_arguments?(token: token) }
    end.map(&:name)
  end

  def accepted_with_other_headers
    ALL.select do |one|
      changed = one.headers.merge(one.nonce_header => "#{one.nonce}1")
      cut = one.headers.keys.map { |name| one.headers.reject { |key, _| key == name } }
      [changed, {}, *cut].any? { |headers| one.accepted?(headers: headers) }
    end.map(&:name)
  end

  def accepted_beside_a_newer_version
    older = ALL.select { |one| one.version == 'v2' }
    older.select do |one|
      name = "X-#{one.provider.capitalize}-Signature-V3"
      one.accepted?(headers: one.headers.merge(name => 'AAAA', "#{name}-Nonce" => one.nonce))
    end.map(&:name)
  end
@if both

  def accepted_with_headers_of_both
    sent = ALL.select(&:valid).map(&:headers).reduce(:merge)
    ALL.select { |one| one.accepted?(headers: sent) }.map(&:name)
  end
@end
end

@if minitest
class VobizSignaturesTest < Minitest::Test
  def test_decides_whole_requests
    assert_empty VobizSignaturesCases.wrong_requests
  end

  def test_decides_by_the_methods_that_replace_plivos
    assert_empty VobizSignaturesCases.wrong_arguments
  end

  def test_accepts_one_of_several_tokens
    assert_empty VobizSignaturesCases.wrong_with_several_tokens
  end

  def test_refuses_another_token_and_one_that_was_never_set
    assert_empty VobizSignaturesCases.accepted_with_other_tokens
  end

  def test_refuses_changed_and_missing_headers
    assert_empty VobizSignaturesCases.accepted_with_other_headers
  end

  def test_refuses_an_older_version_beside_a_newer_one_that_fails
    assert_empty VobizSignaturesCases.accepted_beside_a_newer_version
  end
@if both

  def test_refuses_headers_of_both_providers
    assert_empty VobizSignaturesCases.accepted_with_headers_of_both
  end
@end
end
@end
@if rspec
RSpec.describe VobizSignatures do
  it 'decides whole requests' do
    expect(VobizSignaturesCases.wrong_requests).to eq([])
  end

  it "decides by the methods that replace Plivo's" do
    expect(VobizSignaturesCases.wrong_arguments).to eq([])
  end

  it 'accepts one of several tokens' do
    expect(VobizSignaturesCases.wrong_with_several_tokens).to eq([])
  end

  it 'refuses another token and one that was never set' do
    expect(VobizSignaturesCases.accepted_with_other_tokens).to eq([])
  end

  it 'refuses changed and missing headers' do
    expect(VobizSignaturesCases.accepted_with_other_headers).to eq([])
  end

  it 'refuses an older version beside a newer one that fails' do
    expect(VobizSignaturesCases.accepted_beside_a_newer_version).to eq([])
  end
@if both

  it 'refuses headers of both providers' do
    expect(VobizSignaturesCases.accepted_with_headers_of_both).to eq([])
  end
@end
end
@end
