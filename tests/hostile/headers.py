"""What somebody may send around a request: headers, kinds of content, lengths, request lines; as bytes on the wire."""

LONG = b"a" * 10_000
HEADERS: dict[str, list[bytes]] = {
    "Host": [b"", b"evil.example", b"127.0.0.1:99999999", b"[::1", b"127.0.0.1:x", b"a@127.0.0.1", b"\xff\xfe", LONG],
    "X-Forwarded-For": [b"unknown", b"1.2.3.4, \xff, 5.6.7.8", b"1.2.3.4," * 2_000, b"[::1]:80", b"999.1.1.1", b","],
    "X-Forwarded-Host": [b"evil.example", LONG],
    "X-Forwarded-Proto": [b"https", b"https,http", b"\xe1\xbb\xaf", LONG],
    "Forwarded": [b"for=1.2.3.4;host=evil.example;proto=https", b'for="' + LONG],
    "X-Request-ID": [b"../../x", b"\xff", LONG],
    "X-HTTP-Method-Override": [b"DELETE", b"POST", LONG],
    "Accept-Language": [b"vi," * 3_400, b"en;q=9e999", b"en;q=-1", b"../../etc/passwd", b"\xe1\xbb\xaf", b";=,", LONG],
    "Accept": [b"*/*;q=", b"a/b," * 2_500, b"\xff/\xff", b""],
    "Accept-Encoding": [b"gzip;q=x, br;q=1e400", b"," * 10_000, b"\xff"],
    "Cookie": [
        b"=;=;;;", b"sessionid=\x01\x7f", b"sessionid=" + LONG, b"sessionid=\xff\xfe", b"csrftoken=" + LONG,
        b"messages=W1siX19qc29uX21lc3NhZ2UiLDAsMjUsIngiXV0:x:y", b"django_language=../../etc", b"a=b; " * 2_000,
        b'sessionid="\\377\\000"', b"sessionid=a; sessionid=b; sessionid=",
    ],
    "Range": [
        b"bytes=0-", b"bytes=-1", b"bytes=5-2", b"bytes=99999999999999999999999999-", b"bytes=" + b"0-1," * 2_000,
        b"bytes=-" + b"9" * 5_000, b"khong", b"bytes=\xb2-",
    ],
    "If-None-Match": [b"*", b'"', b'W/"' + LONG, b'"a",' * 2_500, b"\xff"],
    "If-Modified-Since": [b"Mon, 32 Jan 99999 25:61:61 GMT", b"Thu, 01 Jan 0000 00:00:00 GMT", b"9" * 5_000, b"\xff"],
    "If-Range": [b'"x"', b"Fri, 31 Dec 9999 23:59:59 GMT"],
    "Authorization": [b"Bearer", b"Bearer \xff", b"Basic !!!!", b"Bearer " + LONG, b"Digest x=y"],
    "Idempotency-Key": [b"", b"\xff" * 20, LONG],
    "Referer": [b"http://[::1", b"\xff", b"https://evil.example/", LONG],
    "Origin": [b"null", b"http://[", b"https://evil.example"],
    "HX-Request": [b"true", b"\xff"],
    "HX-Current-URL": [b"http://[", b"%ff%00", LONG],
    "User-Agent": [b"\xff\x80", LONG, b""],
    "Connection": [b"upgrade", b"close, keep-alive, \xff"],
    "Upgrade": [b"websocket", b"h2c"],
    "Expect": [b"100-continue", b"khong-co"],
}  # fmt: skip
KINDS = [
    "",
    "text/plain",
    "application/json",
    "application/json; charset=khong-co",
    "application/xml",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=" + "b" * 10_000,
    "multipart/mixed; boundary=x",
    "multipart/form-data; boundary=\xff",
    "multipart/form-data; boundary=x; charset=base64",
    "multipart/form-data; boundary=x; charset=utf-16",
    "multipart/form-data; boundary=x; charset=unicode_escape",
    "application/x-www-form-urlencoded; charset=utf-7",
    "application/x-www-form-urlencoded; charset=rot13",
    "application/x-www-form-urlencoded; charset=khong-co",
    "application/x-www-form-urlencoded; " + "a=b; " * 2_000,
    "\xff/\xff",
    "/",
    ";",
]
BODIES = [
    b"",
    b"a=b&c=%ff%00&=&&%zz=%c0%af",
    b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n',
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="\xff\x00.pdf"\r\n\r\n1\r\n--x--\r\n',
    b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n',
    b"--x\r\n" + b"A: b\r\n" * 3_000,
    b'{"a": "\xff"',
]
LENGTHS = ["", "-1", "+5", "0x10", "abc", "1e3", "٣", "99999999999999999999", "9" * 5_000, "5, 6"]
PATHS = [
    b"/%00", b"/%c0%af", b"/%c0%af..%c0%afetc/passwd", b"//", b"//evil.example/", b"/ke-hoach//", b"/%", b"/%zz",
    b"/../../etc/passwd", b"/..%2f..%2fetc/passwd", b"/static/../config/settings.py", b"/static/%2e%2e/%2e%2e/x",
    b"/static/" + b"a" * 5_000, b"/static/%00", b"/\\..\\", b"/\xff\xfe", b"/\xe1\xbb\xaf/", b"/" + b"a" * 8_000,
    b"/" + b"a/" * 4_000, b"/?" + b"a=1&" * 3_000, b"/tim-kiem/?q=" + b"%e1%bb%af" * 900, b"/tim-kiem/?q=%ff&q=%00",
    b"/tim-kiem/?q[]=1&q%5B%5D=2&q;q", b"/nhat-ky/?" + b"=" * 5_000, b"/api/v1/%00", b"/api/v1/assignments?page=%ff",
    b"http://evil.example/", b"*", b"/en//", b"/en/%00", b"/?next=//evil.example", b"/#a", b"/healthz/../nhat-ky/",
]  # fmt: skip
METHODS = [
    b"get",
    b"TRACE",
    b"CONNECT",
    b"PROPFIND",
    b"OPTIONS",
    b"DELETE",
    b"HEAD",
    b"A" * 5_000,
    b"G\x00T",
    b"",
    b"\xff",
]


def heads() -> list[bytes]:
    """Return whole requests that are wrong in themselves, as they go over the wire; each ends its own connection."""
    host = b"Host: 127.0.0.1\r\n"
    end = b"Connection: close\r\n\r\n"
    form = b"Content-Type: application/x-www-form-urlencoded\r\n"
    return [
        *(method + b" /dang-nhap/ HTTP/1.1\r\n" + host + end for method in METHODS),
        *(b"GET " + path + b" HTTP/1.1\r\n" + host + end for path in PATHS),
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n" + host + end,
        b"GET /?q=" + b"a" * 200_000 + b" HTTP/1.1\r\n" + host + end,
        b"GET /dang-nhap/ HTTP/1.1\r\n" + end,
        b"GET /dang-nhap/ HTTP/1.0\r\n\r\n",
        b"GET /dang-nhap/\r\n\r\n",
        b"GET /dang-nhap/ HTTP/9.9\r\n" + host + end,
        b"GET /dang-nhap/ HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n" + end,
        b"GET /dang-nhap/ HTTP/1.1\r\n" + host + b"X\x00Y: a\r\n" + end,
        b"GET /dang-nhap/ HTTP/1.1\r\n" + host + b"X: a\x00b\r\n" + end,
        b"GET /dang-nhap/ HTTP/1.1\r\n" + host + b" folded: a\r\n\tb\r\n" + end,
        b"GET /dang-nhap/ HTTP/1.1\r\n" + host + b"".join(b"X-%d: a\r\n" % n for n in range(3_000)) + end,
        b"GET /dang-nhap/ HTTP/1.1\r\n" + host + b"X: " + b"a" * 1_000_000 + b"\r\n" + end,
        b"GET /dang-nhap/ HTTP/1.1\r\n" + host + b"Cookie: a=1\r\nCookie: sessionid=x\r\nCookie: \xff\r\n" + end,
        b"GET /dang-nhap/ HTTP/1.1\r\n" + host + b"content_length: 5\r\ncontent-length: 0\r\n" + end,
        b"GET /dang-nhap/ HTTP/1.1\r\n" + host + b"x_forwarded_for: 1.2.3.4\r\nX-Forwarded-For: 5.6.7.8\r\n" + end,
        *(
            b"POST /dang-nhap/ HTTP/1.1\r\n" + host + form + more + end + body
            for more, body in (
                (b"Content-Length: -1\r\n", b"a=b"),
                (b"Content-Length: abc\r\n", b"a=b"),
                (b"Content-Length: 99999999999999999999\r\n", b"a=b"),
                (b"Content-Length: 1\r\n", b"a=b&c=d"),
                (b"Content-Length: 3\r\nContent-Length: 4\r\n", b"a=bc"),
                (b"Content-Length: 40000000\r\n", b"a=b"),
                (b"Transfer-Encoding: chunked\r\n", b"zz\r\na=b\r\n0\r\n\r\n"),
                (b"Transfer-Encoding: chunked\r\n", b"ffffffffffffffffff\r\na\r\n0\r\n\r\n"),
                (b"Transfer-Encoding: chunked\r\n", b"3\r\na=b\r\n0\r\nX: y\r\n\r\n"),
                (b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", b"3\r\na=b\r\n0\r\n\r\n"),
                (b"Transfer-Encoding: xchunked\r\n", b"3\r\na=b\r\n0\r\n\r\n"),
                (b"Transfer-Encoding: identity, chunked\r\n", b"3\r\na=b\r\n0\r\n\r\n"),
            )
        ),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\r\n\r\n\r\n",
        b"\xff" * 5_000,
    ]
