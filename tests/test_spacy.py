"""The components in a spaCy pipeline of the user's own."""

import pickle

import pytest

spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install kehoach[spacy]")

TEXT = (
    "Căn cứ Nghị định số 63/2031/NĐ-CP ngày 08/6/2031, giao Sở Nông nghiệp và Môi trường chủ trì, phối hợp với "
    "các sở, ngành, Báo Cà Mau và UBND huyện Gò Mây thực hiện Kế hoạch số 12/KH-UBND."
)


@pytest.fixture(scope="module")
def nlp() -> "spacy.Language":
    """A blank pipeline with the tokenizer and both components, by name alone."""
    made = spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": "kehoach.tokenizer.v1"}}})
    made.add_pipe("kehoach_organizations")
    made.add_pipe("kehoach_citations")
    return made


def spans(doc: "spacy.tokens.Doc", key: str) -> list[tuple[str, str]]:
    """Words and id of the spans of a group."""
    return [(span.text, span.kb_id_) for span in doc.spans[key]]


def test_document_numbers_are_one_token(nlp: "spacy.Language") -> None:
    """A number with its symbol and a date are not cut, and the tokens give the text back."""
    doc = nlp(TEXT)
    assert {"63/2031/NĐ-CP", "08/6/2031", "12/KH-UBND"} <= {token.text for token in doc}
    assert doc.text == TEXT
    for text in ("", "  hai\n\ndòng ", "57-NQ/TW; Sở NN&PTNT…"):
        assert nlp.make_doc(text).text == text


def test_organizations_and_citations_are_spans(nlp: "spacy.Language") -> None:
    """Both groups hold the words of the text and the ids of the package."""
    doc = nlp(TEXT)
    assert spans(doc, "organizations") == [
        ("Sở Nông nghiệp và Môi trường", "so_nnmt"),
        ("các sở, ngành", "@so_ban_nganh"),
        ("Báo Cà Mau", "bao_tinh"),
        ("UBND huyện Gò Mây", "ubnd_huyen:go_may"),
    ]
    assert ("Nghị định số 63/2031/NĐ-CP", "vn/nghi-dinh/2031/63-2031-nd-cp") in spans(doc, "citations")


def test_other_tokenizers_do_too() -> None:
    """In a pipeline with spaCy's own tokenizer the spans take in whole tokens."""
    plain = spacy.blank("xx")
    plain.add_pipe("kehoach_organizations")
    doc = plain(TEXT)
    assert [kb_id for _, kb_id in spans(doc, "organizations")][:2] == ["so_nnmt", "@so_ban_nganh"]


def test_components_pickle_and_stream(nlp: "spacy.Language") -> None:
    """A pickled component, a stream of texts and a saved pipeline give the same spans."""
    once = spans(nlp(TEXT), "organizations")
    for name in nlp.pipe_names:
        copy = pickle.loads(pickle.dumps(nlp.get_pipe(name)))
        assert type(copy) is type(nlp.get_pipe(name))
    assert [spans(doc, "organizations") for doc in nlp.pipe([TEXT] * 3)] == [once] * 3
    again = spacy.blank("xx", config=nlp.config).from_bytes(nlp.to_bytes())
    assert spans(again(TEXT), "organizations") == once


def test_decomposed_text_keeps_its_offsets(nlp: "spacy.Language") -> None:
    """In NFD text the spans quote what stands there."""
    import unicodedata

    doc = nlp(unicodedata.normalize("NFD", "Giao Sở Y tế thực hiện."))
    assert [unicodedata.normalize("NFC", span.text) for span in doc.spans["organizations"]] == ["Sở Y tế"]
