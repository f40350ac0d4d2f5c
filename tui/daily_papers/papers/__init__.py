"""What a paper is: model, text, links. No I/O, no third-party import."""
