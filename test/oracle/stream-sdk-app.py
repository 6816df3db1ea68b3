"""An application with Plivo's own library for streams: prints what it understands, a line of JSON each."""

import asyncio
import json

import websockets
from plivo_stream import PlivoWebsocketStreamingHandler


def say(kind, **fields):
    print(json.dumps({"kind": kind, **fields}), flush=True)


async def serve(websocket):
    handler = PlivoWebsocketStreamingHandler()

    @handler.on_start
    async def on_start(event):
        start = event.start
        say("start", stream=start.stream_id, call=start.call_id, account=start.account_id, number=event.sequence_number,
            rate=start.media_format.sample_rate, extra=event.extra_headers)
        await handler.send_media(b"\x7f" * 160)
        await handler.send_checkpoint("greeting")
        await handler.send_clear_audio()

    @handler.on_media
    async def on_media(event):
        say("media", bytes=len(event.get_raw_media()), chunk=event.media.chunk, number=event.sequence_number)

    @handler.on_played_stream
    async def on_played(event):
        say("played", name=event.name, stream=event.stream_id, number=event.sequence_number)

    @handler.on_cleared_audio
    async def on_cleared(event):
        say("cleared", stream=event.stream_id, number=event.sequence_number)

    @handler.on_error
    async def on_error(error):
        say("error", text=str(error))

    await handler.handle(websocket)


async def main():
    async with websockets.serve(serve, "127.0.0.1", 0) as server:
        say("port", port=server.sockets[0].getsockname()[1])
        await asyncio.Future()


asyncio.run(main())
