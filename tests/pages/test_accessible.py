"""Every kind of page can be used by everybody, as far as axe-core can tell."""

from accessibility import violations


def test_a_page_with_a_fault_is_found(browser, tmp_path):
    page = tmp_path / "bad.html"
    page.write_text("<html lang='en'><title>Bad</title><main><h1>Bad</h1><img src='data:,'></main></html>")
    assert [line.split(" (")[0] for line in violations(browser, [page])] == [
        "bad.html at 1440 px: image-alt",
        "bad.html at 390 px: image-alt",
    ]


def test_no_page_of_a_run_has_a_fault(browser, finished):
    assert violations(browser, sorted(finished[1].rglob("*.html"))) == []
