"""The application's own answers, by WSGI and by ASGI."""


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"the application's {environ['PATH_INFO']}".encode()]


async def asgi(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": f"the application's {scope['path']}".encode()})
