"""Replays the games of tests/fixtures/chess_games.json with python-chess and writes src/lab/experiments/chess/positions.rs.

The page ships positions only. `cargo test` replays the same games with another library (shakmaty, tests/native/chess.rs),
so that two programs agree on every square. Needs python-chess and rustfmt.
"""

import json
import subprocess
from pathlib import Path

import chess

ROOT = Path(__file__).resolve().parents[2]
GAMES = ROOT / "tests" / "fixtures" / "chess_games.json"
TABLE = ROOT / "src" / "lab" / "experiments" / "chess" / "positions.rs"

HEAD = '''//! Middlegame positions of published games: made by `tests/reference/chess_positions.py`, replayed anew by `tests/native/chess.rs`.
//!
//! Moves and sources: `tests/fixtures/chess_games.json`. Where a game gives two positions, they are at least
//! twenty half-moves apart.

/// A published game.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Game {
    /// Who played White.
    pub white: &'static str,
    /// Who played Black.
    pub black: &'static str,
    /// Where, in English.
    pub place: &'static str,
    /// When.
    pub year: u16,
    /// `1-0`, `0-1` or `1/2-1/2`.
    pub result: &'static str,
}

/// A position of a game.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GamePosition {
    /// The game's index in [`GAMES`].
    pub game: usize,
    /// Half-moves played before it stood on the board.
    pub ply: u16,
    /// The pieces, as the first field of a FEN.
    pub placement: &'static str,
}

'''


def replay(game):
    """The placements at the game's positions; fails where a move is illegal or the end is not as the file says."""
    board = chess.Board()
    placements = {}
    for ply, move in enumerate(game["moves"].split(), start=1):
        board.push_san(move)
        if ply in game["positions"]:
            placements[ply] = board.board_fen()
    assert board.is_checkmate() == (game["final"] == "checkmate"), game["white"]
    assert sorted(placements) == sorted(game["positions"]), game["white"]
    gaps = [b - a for a, b in zip(game["positions"], game["positions"][1:])]
    assert all(gap >= 20 for gap in gaps), game["white"]
    return placements


def main():
    games = json.loads(GAMES.read_text(encoding="utf-8"))["games"]
    rows, positions = [], []
    for idx, game in enumerate(games):
        facts = ", ".join(f'{key}: "{game[key]}"' for key in ("white", "black", "place"))
        rows.append(f'Game {{ {facts}, year: {game["year"]}, result: "{game["result"]}" }},')
        for ply, placement in replay(game).items():
            positions.append(f'GamePosition {{ game: {idx}, ply: {ply}, placement: "{placement}" }},')
    text = HEAD
    text += "/// The games.\npub const GAMES: [Game; %d] = [\n%s\n];\n\n" % (len(rows), "\n".join(rows))
    text += "/// The positions.\npub const POSITIONS: [GamePosition; %d] = [\n%s\n];\n" % (len(positions), "\n".join(positions))
    TABLE.write_text(text, encoding="utf-8")
    subprocess.run(["rustfmt", "--edition", "2024", "--config-path", str(ROOT), str(TABLE)], check=True)
    print(f"{TABLE.relative_to(ROOT)}: {len(positions)} positions of {len(rows)} games")


if __name__ == "__main__":
    main()
