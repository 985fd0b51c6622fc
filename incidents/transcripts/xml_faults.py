"""What the XML parser finds wrong, in sentences of ours; a fault of no sentence keeps its words."""

from xml.parsers.expat import errors

from incidents.input_error import Words, gettext_noop

_SENTENCES = {
    errors.XML_ERROR_NO_ELEMENTS: gettext_noop("the file ends too soon"),
    errors.XML_ERROR_SYNTAX: gettext_noop("no element begins here"),
    errors.XML_ERROR_INVALID_TOKEN: gettext_noop("a character that cannot stand here"),
    errors.XML_ERROR_UNCLOSED_TOKEN: gettext_noop("a tag or a comment that does not end"),
    errors.XML_ERROR_TAG_MISMATCH: gettext_noop("the end tag of another element"),
    errors.XML_ERROR_DUPLICATE_ATTRIBUTE: gettext_noop("an attribute that is given twice"),
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: gettext_noop("something follows the root element"),
    errors.XML_ERROR_UNDEFINED_ENTITY: gettext_noop("an entity that is not defined"),
    errors.XML_ERROR_BAD_CHAR_REF: gettext_noop("a reference to a character that does not exist"),
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: gettext_noop("a CDATA section that does not end"),
    errors.XML_ERROR_MISPLACED_XML_PI: gettext_noop("an XML declaration after the beginning"),
    errors.XML_ERROR_XML_DECL: gettext_noop("an XML declaration that cannot be read"),
}


def sentence(code: int) -> Words:
    """What the parser's error of this code means."""
    said = errors.messages.get(code, "")
    return Words(_SENTENCES.get(said, said))
