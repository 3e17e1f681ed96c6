"""An OpenID Connect service that lives in this process and keeps its own keys, and the way through it."""

from __future__ import annotations

import io
import json
import re
import time
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client
from requests.adapters import BaseAdapter

from nhipcau.accounts import oidc
from nhipcau.config.env import common_sign_in

ISSUER = "https://dang-nhap.example.gov.vn/realms/tinh"
BEGIN, RETURN = "/dang-nhap/mot-lan/", "/dang-nhap/mot-lan/tro-ve/"
KEY, FOREIGN_KEY = (rsa.generate_private_key(65537, 2048) for _which in range(2))


@dataclass
class Service(BaseAdapter):
    """Answers as an OpenID Connect service does; a test changes what it says."""

    config: dict[str, str] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] | None = None
    key: Any = KEY
    algorithm: str = "RS256"
    asked: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)
    down: bool = False

    def send(self, request: requests.PreparedRequest, **kwargs: object) -> requests.Response:
        if self.down:
            raise requests.ConnectionError("no route")
        path = urlsplit(str(request.url)).path.removeprefix("/realms/tinh")
        self.asked.append((path, parse_qs(str(request.body or ""))))
        body = {
            "/.well-known/openid-configuration": self.discovery,
            "/token": lambda: {"access_token": "a", "token_type": "Bearer", "id_token": self.id_token()},
            "/keys": self.keys,
            "/userinfo": lambda: self.userinfo,
        }[path]()
        answer = requests.Response()
        answer.status_code, answer.url = 200, str(request.url)
        answer.headers["content-type"] = "application/json"
        answer.raw = io.BytesIO(json.dumps(body).encode())
        return answer

    def close(self) -> None:
        pass

    def discovery(self) -> dict[str, str]:
        parts = {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/auth",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/keys",
            "userinfo_endpoint": f"{ISSUER}/userinfo",
        }
        return parts | self.config

    def keys(self) -> dict[str, list[dict[str, str]]]:
        own = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [own | {"kid": "1", "alg": "RS256", "use": "sig"}]}

    def id_token(self) -> str:
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": "nhip-cau", "sub": "u-17", "iat": now, "exp": now + 60}
        claims |= {"email": "lan@example.gov.vn", "email_verified": True} | self.claims
        return jwt.encode(
            {name: value for name, value in claims.items() if value is not None},
            self.key,
            self.algorithm,
            headers={"kid": "1"},
        )


def switch_on(settings: Any, monkeypatch: Any) -> Service:
    app = common_sign_in(issuer=ISSUER, client_id="nhip-cau", secret="bí mật", name="VNeID tỉnh", https_only=True)
    settings.COMMON_SIGN_IN = app
    providers = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": providers | {"APPS": [app]}}
    made = Service()

    def session(adapter: object) -> requests.Session:
        opened = requests.Session()
        opened.mount("https://", made)
        return opened

    monkeypatch.setattr(oidc.AnswersAdapter, "get_requests_session", session)
    cache.clear()
    return made


def begin(browser: Client, target: str = "/") -> tuple[str, dict[str, list[str]]]:
    """Press the button: where the browser is led, and what it asks there."""
    page = browser.post(BEGIN, {"next": target}).content.decode()
    address = unescape(re.findall(r'http-equiv="refresh" content="0; url=([^"]*)"', page)[0])
    return address, parse_qs(urlsplit(address).query)


def told(client: Client, answer: Any) -> str:
    assert answer["Location"] == "/dang-nhap/"
    assert "_auth_user_id" not in client.session
    return client.get("/dang-nhap/").content.decode()
