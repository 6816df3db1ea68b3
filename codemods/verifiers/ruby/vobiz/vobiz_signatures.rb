# frozen_string_literal: true

require 'openssl'

# Checks the webhook signatures of Vobiz.
#
# Written by plivo-to-vobiz. Needs Ruby 2.5 and its standard library. Running `plivo-to-vobiz migrate` again may replace
# this file, so keep changes of your own elsewhere.
#
# `valid_signatureV3?` and `valid_signature?` take the arguments of Plivo's methods of the same name, so that calls keep
# their shape. `verify_request` looks at a whole request and is the better choice for new code.
#
# Every method answers true or false. Nothing a remote sender controls makes one raise, an empty token never matches,
# and digests are compared in constant time.
#
# Vobiz signs the URL up to its query and the nonce, and nothing else. The body and the query of a request are not
# authenticated: put what must not be forged into the path, and remember nonces for about five minutes to refuse
# replays.
#
# The URL is the public one that Vobiz was given, not the one a proxy passes on.
module VobizSignatures
  # Version, header of the account's own token, header of the main account's token, header of the nonce.
  VOBIZ_HEADERS = [
    ['v3', 'X-Vobiz-Signature-V3', 'X-Vobiz-Signature-MA-V3', 'X-Vobiz-Signature-V3-Nonce'],
    ['v2', 'X-Vobiz-Signature-V2', 'X-Vobiz-Signature-MA-V2', 'X-Vobiz-Signature-V2-Nonce']
  ].freeze

  module_function

  # Whether Vobiz signed this URL with a V3 signature. `auth_token` is a string or an array of strings; of
  # { plivo: token, vobiz: token } only the second is used. The signature covers neither method nor parameters.
  def valid_signatureV3?(uri, nonce, signature, auth_token, _method = nil, _params = {})
    signed?(vobiz_text(uri, nonce, '.'), nonce, signature, tokens_of(auth_token))
  end

  # Whether Vobiz signed this URL with a V2 signature.
  def valid_signature?(uri, nonce, signature, auth_token)
    signed?(vobiz_text(uri, nonce, ''), nonce, signature, tokens_of(auth_token))
  end

  # Whether Vobiz signed this request, told by the headers it carries.
  #
  # A request with a header twice is refused. The newest version that is present decides; one that fails is never tried
  # again as an older one. The main account's headers are accepted with any of the tokens given, so give a main token
  # only where requests of its sub-accounts arrive.
  #
  # `headers` maps names to values, as sent or as Rack has them (`HTTP_X_…`). Method, form and Plivo's tokens are not
  # used, so that calls written for both providers need not change.
  def verify_request(url:, headers:, method: nil, form: nil, plivo_tokens: nil, vobiz_tokens: nil)
    version, own, main, nonce = read_headers(headers)
    return false if version.nil?

    text = vobiz_text(url, nonce, version == 'v3' ? '.' : '')
    [own, main].map { |signature| signed?(text, nonce, signature, vobiz_tokens) }.any?
  end

  def tokens_of(auth_token)
    auth_token.is_a?(Hash) ? auth_token[:vobiz] || auth_token['vobiz'] : auth_token
  end

  # Every token is tried, so that the place of a match does not show.
  def signed?(text, nonce, signature, tokens)
    received = text_of(signature)
    return false if text.nil? || text_of(nonce).empty? || received.empty?

    given = (tokens.is_a?(Array) ? tokens : [tokens]).select { |token| token.is_a?(String) && !token.empty? }
    given.map { |token| same?([OpenSSL::HMAC.digest('SHA256', token, text)].pack('m0'), received) }.any?
  end

  # Compares in a time that depends on the lengths alone.
  def same?(expected, received)
    return false unless expected.bytesize == received.bytesize

    expected.bytes.zip(received.bytes).reduce(0) { |difference, (a, b)| difference | (a ^ b) }.zero?
  end

  # A header's value as one string; empty when there is none or more than one.
  def text_of(value)
    value = value.first if value.is_a?(Array) && value.size == 1
    value.is_a?(String) ? utf8(value) : ''
  end

  # Frameworks hand over bytes: what is not UTF-8 is replaced.
  def utf8(text)
    text.dup.force_encoding(Encoding::UTF_8).scrub
  end

  # What Vobiz signs: the URL up to its query, as written, then the nonce. Nothing is decoded or normalised.
  def vobiz_text(url, nonce, separator)
    text = utf8(url.to_s).strip
    return nil unless text.match?(%r{\A[A-Za-z][A-Za-z0-9+.-]*://[^/?#]})

    text[/\A[^?#]*/] + separator + text_of(nonce)
  end

  # Version, own signature, main signature and nonce of the newest version that is present; nil for none.
  def read_headers(headers)
    VOBIZ_HEADERS.each do |version, *names|
      values = names.map { |name| read_header(headers, name) }
      return [version, *values.map { |value| text_of(value) }] unless values.all?(&:empty?)
    end
    nil
  end

  def read_header(headers, name)
    wanted = name.downcase.tr('_', '-')
    (headers || {}).each_with_object([]) do |(key, value), values|
      next unless key.to_s.downcase.tr('_', '-').delete_prefix('http-') == wanted

      values.concat(value.is_a?(Array) ? value : [value])
    end
  end

  private_class_method :tokens_of, :signed?, :same?, :text_of, :utf8, :vobiz_text, :read_headers, :read_header
end
