# SPDX-License-Identifier: Apache-2.0
"""A real SMTP server for the tests: prints its port, keeps what it got in a folder.

usage: smtp_server.py FOLDER [--tls|--starttls CERT KEY] [--user NAME PASSWORD] [--greet CODE]
Message n is FOLDER/n.eml as it came (dots unstuffed) and FOLDER/n.json: the envelope, and the
message as Python's e-mail parser reads it. The local part of a receiver says what happens:
later 451, gone 550, slow no answer for ten seconds, data-later 452 and data-gone 554 after the text.
"""
import argparse
import asyncio
import email
import email.policy
import json
import logging
import pathlib
import ssl
import warnings
from email.header import decode_header, make_header
from email.utils import getaddresses

from aiosmtpd.smtp import SMTP, AuthResult

RECEIVER = {"later": "451 4.3.0 mailbox busy", "gone": "550 5.1.1 no such person"}
TEXT = {"data-later": "452 4.3.1 disk full", "data-gone": "554 5.7.1 not wanted"}


def describe(raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    parts = []
    for part in message.walk():
        body = "" if part.is_multipart() else part.get_payload(decode=True).decode("utf-8")
        parts.append({"type": part.get_content_type(), "method": part.get_param("method") or "",
                      "charset": part.get_content_charset() or "", "body": body,
                      "filename": part.get_filename() or ""})
    defects = [type(d).__name__ for part in message.walk() for d in part.defects]
    defects += [type(d).__name__ for v in message.values() for d in getattr(v, "defects", ())]
    # The newer parser of Python 3.11 keeps the blank between two encoded words of a name, which RFC
    # 2047 6.2 drops; its older one does not.
    older = email.message_from_bytes(raw)
    people = {name: [[str(make_header(decode_header(person))), address]
                     for person, address in getaddresses(older.get_all(name))]
              for name in ("From", "To", "Reply-To") if older[name]}
    return {"headers": [[k, str(v)] for k, v in message.items()], "people": people, "parts": parts,
            "date": message["Date"].datetime.isoformat() if message["Date"] else "",
            "defects": defects}


class Keeper:
    def __init__(self, folder):
        self.folder, self.count = folder, 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        local = address.split("@")[0]
        if local == "slow":
            await asyncio.sleep(10)
        if local in RECEIVER:
            return RECEIVER[local]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        local = envelope.rcpt_tos[0].split("@")[0]
        if local in TEXT:
            return TEXT[local]
        raw = envelope.original_content
        self.count += 1
        (self.folder / f"{self.count}.eml").write_bytes(raw)
        about = {"hello": session.host_name, "from": envelope.mail_from, "to": envelope.rcpt_tos,
                 "tls": server.transport.get_extra_info("cipher") is not None, "signed_in": bool(session.authenticated),
                 **describe(raw)}
        (self.folder / f"{self.count}.json").write_text(json.dumps(about))
        return "250 OK"


def sign_in(user):
    def check(server, session, envelope, mechanism, data):
        given = [data.login.decode(), data.password.decode()]
        return AuthResult(success=given == user, handled=False)
    return check


async def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("folder", type=pathlib.Path)
    flags.add_argument("--tls", nargs=2)
    flags.add_argument("--starttls", nargs=2)
    flags.add_argument("--user", nargs=2)
    flags.add_argument("--greet")
    args = flags.parse_args()
    keeper, context = Keeper(args.folder), None
    if args.tls or args.starttls:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*(args.tls or args.starttls))
    more = {}
    if args.starttls:
        more.update(tls_context=context, require_starttls=True)
    if args.user:
        more.update(authenticator=sign_in(args.user), auth_required=True,
                    auth_require_tls=bool(args.starttls))
    loop = asyncio.get_running_loop()

    async def refuse(reader, writer):
        writer.write(f"{args.greet} no mail here\r\n".encode())
        await writer.drain()
        writer.close()

    if args.greet:
        server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    else:
        server = await loop.create_server(
            lambda: SMTP(keeper, enable_SMTPUTF8=False, hostname="mail.test", **more),
            "127.0.0.1", 0, ssl=context if args.tls else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # signing in without TLS is one of the cases
    logging.disable()
    asyncio.run(main())
