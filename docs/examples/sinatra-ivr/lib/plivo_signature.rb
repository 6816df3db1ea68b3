# frozen_string_literal: true

require 'base64'
require 'openssl'

# Plivo's V3 signature by hand, as the plivo gem computes it: the URL, its sorted query, the sorted form, the nonce.
module PlivoSignature
  module_function

  def valid?(method, url, nonce, signature, auth_token, form = {})
    signature.split(',').any? { |one| Rack::Utils.secure_compare(one.strip, compute(method, url, nonce, auth_token, form)) }
  end

  def compute(method, url, nonce, auth_token, form)
    base, query = url.split('?', 2)
    pairs = URI.decode_www_form(query.to_s)
    pairs += form.to_a if method == 'GET'
    text = pairs.sort.map { |pair| pair.join('=') }.join('&')
    if method == 'POST' && !form.empty?
      text += '.' unless text.empty?
      text += form.sort.join
    end
    text = "?#{text}" unless text.empty?
    digest = OpenSSL::HMAC.digest('SHA256', auth_token, "#{base}#{text}.#{nonce}")
    Base64.strict_encode64(digest)
  end
end
