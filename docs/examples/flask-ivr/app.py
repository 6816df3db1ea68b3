from flask import Flask, jsonify, request

import calls
from voice import voice


def create_app():
    app = Flask(__name__)
    app.register_blueprint(voice)

    @app.route('/health')
    def health():
        return 'ok'

    # Behind the VPN
    @app.route('/admin/calls', methods=['GET', 'POST'])
    def admin_calls():
        if request.method == 'POST':
            calls.call_back(request.get_json()['to'])
            return '', 202
        return jsonify(calls.all_calls())

    return app
