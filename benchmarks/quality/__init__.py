"""How far the score of sentences and the suspicious phrases agree with people."""
