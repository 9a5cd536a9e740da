"""mail_server.py FOLDER: an SMTP server for tests, on free ports of loopback (aiosmtpd). Prints "ready STARTTLS-PORT TLS-PORT".

Who signs in as NAME has the password secret-NAME or the token token-NAME. What it takes for NAME@shop.test goes into
FOLDER/mail/NAME/Maildir when that exists, else into FOLDER/outside/ADDRESS/. By the front of the local part it answers:

  unknown...  550 5.1.1 at once              full...    452 4.2.2 at once
  later...    451 4.7.1 at once              bounce...  takes it, and sends a delivery report (RFC 3464) to the sender

By a header of the mail: "X-Test: refuse" is refused after its last byte (554 5.6.0), "X-Test: try-again" for now (451 4.3.0), at
"X-Test: vanish" the connection is lost instead of an answer, after the mail was kept.
"""

import asyncio
import base64
import itertools
import os
import ssl
import sys
import time
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult

FOLDER = Path(sys.argv[1])
COUNT = itertools.count(1)


def keep(address, content):
    name, _, domain = address.partition("@")
    maildir = FOLDER / "mail" / name / "Maildir"
    file = f"{int(time.time()):010}.P{os.getpid()}Q{next(COUNT):06}.test"
    folder = maildir if domain == "shop.test" and maildir.is_dir() else FOLDER / "outside" / address
    for part in ("tmp", "new") if folder == maildir else ("",):
        (folder / part).mkdir(parents=True, exist_ok=True)
    if folder == maildir:
        (folder / "tmp" / file).write_bytes(content)
        os.rename(folder / "tmp" / file, folder / "new" / file)
    else:
        (folder / f".{file}").write_bytes(content)
        os.rename(folder / f".{file}", folder / file)


def header_of(content):
    return content.replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]


def delivery_report(sender, recipient, content):
    report = MIMEMultipart("report")
    report.set_param("report-type", "delivery-status")
    report["From"] = "MAILER-DAEMON@mx.test"
    report["To"] = sender
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Auto-Submitted"] = "auto-replied"
    report["Message-ID"] = f"<report-{next(COUNT)}.{os.getpid()}@mx.test>"
    report.attach(MIMEText(f"<{recipient}>: no such user here\n"))
    status, of_recipient = Message(), Message()
    status["Reporting-MTA"] = "dns; mx.test"
    of_recipient["Final-Recipient"] = f"rfc822; {recipient}"
    of_recipient["Action"] = "failed"
    of_recipient["Status"] = "5.1.1"
    of_recipient["Diagnostic-Code"] = "smtp; 550 5.1.1 no such user here"
    part = Message()
    part["Content-Type"] = "message/delivery-status"
    part.set_payload([status, of_recipient])
    report.attach(part)
    original = Message()
    original["Content-Type"] = "text/rfc822-headers"
    original.set_payload(header_of(content).decode("ascii", "replace") + "\n")
    report.attach(original)
    return b"Return-Path: <>\r\n" + report.as_bytes()


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        for front, answer in (("unknown", "550 5.1.1 no such user here"), ("later", "451 4.7.1 come back later"),
                              ("full", "452 4.2.2 the mailbox is full")):
            if address.startswith(front):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        content = envelope.original_content or envelope.content
        header = header_of(content)
        if b"\nX-Test: refuse" in header:
            return "554 5.6.0 this is not taken"
        if b"\nX-Test: try-again" in header:
            return "451 4.3.0 not now"
        for address in envelope.rcpt_tos:
            if address.startswith("bounce"):
                if envelope.mail_from:
                    keep(envelope.mail_from, delivery_report(envelope.mail_from, address, content))
            else:
                keep(address, f"Return-Path: <{envelope.mail_from}>\r\n".encode() + content)
        if b"\nX-Test: vanish" in header:
            server.transport.abort()
        return f"250 2.0.0 kept as {next(COUNT)}"


class Server(SMTP):
    async def auth_XOAUTH2(self, _, args):
        text = args[1] if len(args) > 1 else ""
        words = dict(word.split("=", 1) for word in base64.b64decode(text).decode().split("\x01") if "=" in word)
        is_right = words.get("auth") == f"Bearer token-{words.get('user')}"
        return AuthResult(success=is_right, handled=False)


def authenticate(server, session, envelope, mechanism, data):
    login, password = data.login.decode(), data.password.decode()
    return AuthResult(success=password == f"secret-{login}", handled=False)


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(FOLDER / "cert.pem", FOLDER / "key.pem")
    options = {"hostname": "mx.test", "data_size_limit": 30_000_000, "authenticator": authenticate, "enable_SMTPUTF8": False}
    loop = asyncio.get_running_loop()
    starttls = await loop.create_server(lambda: Server(Handler(), tls_context=context, auth_required=True, **options), "127.0.0.1", 0)
    tls = await loop.create_server(lambda: Server(Handler(), auth_require_tls=False, auth_required=True, **options), "127.0.0.1", 0,
                                   ssl=context)
    print("ready", starttls.sockets[0].getsockname()[1], tls.sockets[0].getsockname()[1], flush=True)
    await asyncio.gather(starttls.serve_forever(), tls.serve_forever())


asyncio.run(main())
