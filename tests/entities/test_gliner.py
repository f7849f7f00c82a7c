import pytest

from tests.entities.build import document
from transforms.entities.analysis import analyse
from transforms.entities.finders import GLINER_LABELS, LABELS, known_label, pieces
from transforms.entities.gazetteer import gazetteer
from transforms.entities.lexicon import lexicon
from transforms.entities.settings import EntitySettings
from transforms.entities.tagger import load_tagger

TEXT = "On Monday Senator Ada Brown met the Zorvex Group in Paris.\n\nMs. Brown spoke to NATO 😀 in Kraków."


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """Return the folder of a GLiNER model of a few thousand weights that were drawn by chance."""
    gliner = pytest.importorskip("gliner", reason="the extra [gliner] is not installed")
    from tokenizers import Tokenizer, models, pre_tokenizers
    from torch import manual_seed
    from transformers import PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("gliner")
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    words = {word: number for number, word in enumerate([*special, *sorted(set(TEXT.split()))])}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token", "mask_token"), special, strict=True))
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **names).save_pretrained(folder / "encoder")
    encoder = {
        "model_type": "bert",
        "vocab_size": 256,
        "hidden_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 16,
    }
    config = gliner.GLiNERConfig(
        model_name=str(folder / "encoder"), encoder_config=encoder, hidden_size=16, max_width=4, max_len=64
    )
    manual_seed(11)
    built = gliner.GLiNER.from_config(config, backbone_from_pretrained=False)
    built.save_pretrained(folder / "model")
    return folder / "model"


@pytest.mark.filterwarnings("ignore")  # of the libraries
def test_what_gliner_finds_goes_through_the_layers(model):
    tagger = load_tagger(EntitySettings(tagger=f"gliner:{model}"))
    mentions = tagger.tag([document(TEXT, title="Brown in Paris"), document("")])
    assert mentions[1] == ()
    assert {mention.source for mention in mentions[0]} & {"gliner"}
    assert {mention.label for mention in mentions[0]} <= LABELS
    for mention in mentions[0]:
        assert (TEXT if mention.field == "text" else "Brown in Paris")[mention.start : mention.end] == mention.text


def test_a_folder_that_is_not_there_is_refused_before_anything_is_loaded(tmp_path):
    with pytest.raises(ValueError, match=r"entities\.tagger"):
        load_tagger(EntitySettings(tagger=f"gliner:{tmp_path / 'none'}"))


def test_a_limited_input_gets_whole_sentences_of_one_line():
    text = "One two three. Four five.\nSix seven. Eight nine ten eleven twelve. Thirteen."
    part = analyse(text, lexicon(), gazetteer())
    assert [text[start:end] for start, end in pieces(part, 7)] == [
        "One two three. Four five.",
        "Six seven.",
        "Eight nine ten eleven twelve.",
        "Thirteen.",
    ]
    assert list(pieces(analyse("", lexicon(), gazetteer()))) == []


def test_every_label_that_is_asked_for_is_known():
    assert all(known_label(label) is not None for label in GLINER_LABELS.values())
