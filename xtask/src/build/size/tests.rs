//! Tests of the budgets: every file counts where it is fetched, and an exceeded budget fails.

use super::*;

#[test]
fn files_count_where_they_are_fetched() {
    let parts = [
        ("page-1a2b_bg.wasm", Part::Page),
        ("page-1a2b.js", Part::Page),
        ("start_worker.js", Part::Other),
        ("style-3c4d.css", Part::Other),
    ];
    for (name, part) in parts {
        assert_eq!(part_of(name), part, "{name}");
    }
}

#[test]
fn a_budget_that_is_exceeded_fails() {
    let dist = std::env::temp_dir().join(format!("xtask-size-{}", std::process::id()));
    fs::create_dir_all(&dist).expect("the temporary folder is writable");
    let workers = worker::FOLDER_STARTS.map(|start| dist.join(format!("{start}1a2b")));
    for worker in &workers {
        fs::create_dir_all(worker).expect("writable");
        for (file, bytes) in [
            ("worker.js", &b"js"[..]),
            ("worker_bg.wasm", &[7; 10_000]),
            (split::LOADER, b"js"),
            (split::LIST, b"labs part\nlater late\n"),
            ("part.wasm", &[7; 10]),
            ("late.wasm", &[7; 10]),
        ] {
            fs::write(worker.join(file), bytes).expect("writable");
        }
    }
    assert!(check(&dist).is_ok());
    // What cannot be packed: no two of these numbers are alike for long.
    let noise: Vec<u8> =
        (0..600_000_u64).map(|i| (i.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33) as u8 ^ (i >> 8) as u8).collect();
    // What starts the worker counts, and so does what chapters ask of it as they open; what comes later has its own
    // bound.
    fs::write(workers[0].join("late.wasm"), &noise).expect("writable");
    let sentence = check(&dist).expect_err("it is larger than 320 kB").to_string();
    assert!(sentence.contains("worker, later") && !sentence.contains("worker 6"), "{sentence}");
    fs::write(workers[0].join("late.wasm"), [7; 10]).expect("writable");
    fs::write(workers[0].join("part.wasm"), &noise).expect("writable");
    assert!(check(&dist).expect_err("it is larger than 300 kB").to_string().contains("worker"));
    fs::write(workers[0].join("part.wasm"), [7; 10]).expect("writable");
    fs::write(workers[1].join("worker_bg.wasm"), &noise).expect("writable");
    let sentence = check(&dist).expect_err("it is larger than 300 kB").to_string();
    assert!(sentence.contains("worker") && !sentence.contains("page"), "{sentence}");
    // The page counts with the largest of its chapters.
    let parts = dist.join(format!("{}1a2b", split::FOLDER_START));
    fs::create_dir_all(&parts).expect("writable");
    fs::write(parts.join(split::LIST), "memory a\nworkbook a b\non_demand a b c\n").expect("writable");
    for (file, n_bytes) in [(split::LOADER, 10), ("a.wasm", 1_000), ("b.wasm", 500_000), ("c.wasm", 600_000)] {
        fs::write(parts.join(file), &noise[..n_bytes]).expect("writable");
    }
    let chapter = largest_chapter(&dist).expect("its files are there");
    assert_eq!(chapter.name, "workbook");
    let sentence = check(&dist).expect_err("it is larger than 400 kB").to_string();
    assert!(sentence.contains("page"), "{sentence}");
    fs::remove_dir_all(&dist).expect("ours");
}
