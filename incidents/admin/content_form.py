"""A text pasted or a file uploaded: its bytes, carried unsaved from the preview to the saving."""

import base64
import binascii
import zlib
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 20_000_000


class ContentForm(forms.Form):
    """``content`` is the bytes after a successful check."""

    text = forms.CharField(
        label=_("Pasted text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "cols": 90, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("or a file"),
        required=False,
        allow_empty_file=True,
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def keep(self) -> str:
        """The bytes for a hidden field: a file cannot be shown in its field again."""
        kept = packed(self.cleaned_data["content"])
        if not self.cleaned_data.get("text"):
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data["kept"] = kept
            self.data = data
        return kept

    def answers(self, names: tuple[str, ...]) -> list[tuple[str, str]]:
        """What was typed into these fields."""
        return [(name, self.data[name]) for name in names if self.data.get(name)]

    def clean(self) -> dict[str, Any] | None:
        """Exactly one file, of a size that can be read."""
        cleaned = super().clean()
        text = self.cleaned_data.get("text") or ""
        upload = self.cleaned_data.get("file")
        kept = self.cleaned_data.get("kept") or ""
        if "text" in self.errors or "file" in self.errors:
            return cleaned
        if upload is not None and text.strip():
            self.add_error("file", gettext("Paste the text or choose a file, not both."))
        elif upload is not None:
            self._take(upload.read(MAX_BYTES + 1), "file")
        elif text:
            # A form sends every line end as CR LF; the page itself most likely had LF.
            self._take(text.replace("\r\n", "\n").encode("utf-8", "surrogatepass"), "text")
        elif kept:
            self._take_kept(kept)
        else:
            self.add_error("text", gettext("Paste the text, or choose a file."))
        return cleaned

    def _take(self, content: bytes, name: str) -> None:
        if len(content) > MAX_BYTES:
            message = gettext("The file is larger than %(limit)d bytes.") % {"limit": MAX_BYTES}
            self.add_error(name, message)
        else:
            self.cleaned_data["content"] = content

    def _take_kept(self, kept: str) -> None:
        try:
            self._take(unpacked(kept), "text")
        except (binascii.Error, ValueError, zlib.error):
            self.add_error("text", gettext("Paste the text again, or choose the file again."))


def packed(content: bytes) -> str:
    """Bytes as a form can carry them; text shrinks to a fraction of its size."""
    return base64.urlsafe_b64encode(zlib.compress(content, 6)).decode("ascii")


def unpacked(kept: str) -> bytes:
    """The bytes again, at most one more than is accepted: what would swell further is not let."""
    compressed = base64.b64decode(kept, altchars=b"-_", validate=True)
    stream = zlib.decompressobj()
    content = stream.decompress(compressed, MAX_BYTES + 1)
    if not stream.eof and len(content) <= MAX_BYTES:
        raise ValueError("cut off")
    return content
