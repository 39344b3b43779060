//! The choice of shared pieces that become one file.
//!
//! The splitter makes a file of every set of functions that the same parts share: hundreds of files, most of a few hundred
//! bytes, and a part takes more than a hundred of them. A request costs more than that. So files are merged as long as that
//! saves more requests than it makes parts fetch what only others need. The merging itself, and the reason why the splitter
//! needs it, are in `merge`.

use super::{content, merge::merge, packing};
use anyhow::{Context, Result, bail};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// The cost of a request and of a module of its own, in bytes of gzip: headers both ways, and the milliseconds of a slow line.
const REQUEST_COST: usize = 3_000;
/// The beginning of the splitter's names for files that several parts share.
const SHARED_START: &str = "chunk_";

/// The files of each part, by its name.
pub(crate) type Parts = BTreeMap<String, Vec<String>>;

/// Merges the shared files in the folder of a program's parts, tells the loader, and returns the new list.
///
/// # Errors
/// When a file cannot be read or merged, or the loader is not as expected.
pub(crate) fn bundle(folder: &Path, loader: &str, parts: Parts) -> Result<Parts> {
    let mut takers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (part, files) in &parts {
        for file in files.iter().filter(|file| file.starts_with(SHARED_START)) {
            takers.entry(file).or_default().insert(part);
        }
    }
    let path = |file: &str| folder.join(format!("{file}.wasm"));
    let script = folder.join(loader);
    let mut text = fs::read_to_string(&script).with_context(|| format!("{} cannot be read", script.display()))?;
    // In the order in which the loader defines them: a group bears the name of its first file.
    let mut order = takers.keys().map(|file| Ok((definition(&text, file)?.0, *file))).collect::<Result<Vec<_>>>()?;
    order.sort_unstable();
    let mut pieces = Vec::new();
    for (_, file) in order {
        let n_bytes = packing::gzip(&content::read(&path(file))?)?.len();
        pieces.push(Group { files: vec![file], n_bytes, takers: takers[file].clone() });
    }
    let mut renamed = BTreeMap::new();
    for group in grouped(pieces, REQUEST_COST) {
        let [leader, others @ ..] = group.files.as_slice() else { continue };
        let modules = group.files.iter().map(|file| content::read(&path(file))).collect::<Result<Vec<_>>>()?;
        fs::write(path(leader), merge(&modules)?).with_context(|| format!("{leader} cannot be written"))?;
        for file in others {
            fs::remove_file(path(file)).with_context(|| format!("{file} cannot be removed"))?;
            let (start, end) = definition(&text, file)?;
            text.replace_range(start..end, &format!("const __{file} = __{leader};"));
            renamed.insert((*file).to_owned(), (*leader).to_owned());
        }
    }
    fs::write(&script, text).with_context(|| format!("{} cannot be written", script.display()))?;
    let new_name = |file: String| renamed.get(&file).cloned().unwrap_or(file);
    let of_part = |files: Vec<String>| files.into_iter().map(new_name).collect::<BTreeSet<_>>().into_iter().collect();
    Ok(parts.into_iter().map(|(part, files)| (part, of_part(files))).collect())
}

/// Finds the loader's definition of the function that fetches a shared file.
fn definition(script: &str, file: &str) -> Result<(usize, usize)> {
    const END: &str = ", []);";
    let start = format!("const __{file} = makeLoad(");
    let from = script.find(&start);
    let to = from.and_then(|from| Some(from + script[from..].find(END)? + END.len()));
    match from.zip(to) {
        Some(place) if script[place.0..place.1].contains(&format!("./{file}.wasm")) => Ok(place),
        _ => bail!("the loader does not define {file} as it used to; did wasm_split_cli_support change?"),
    }
}

/// Files that become one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group<'a> {
    files: Vec<&'a str>,
    n_bytes: usize,
    takers: BTreeSet<&'a str>,
}

/// Merges the two groups that gain most, again and again, until none gain: each part that takes both saves a request, each that
/// takes one of them fetches the other for nothing.
fn grouped(mut groups: Vec<Group>, request_cost: usize) -> Vec<Group> {
    let gain = |one: &Group, other: &Group| {
        let n_both = one.takers.intersection(&other.takers).count();
        let extra = one.n_bytes * (other.takers.len() - n_both) + other.n_bytes * (one.takers.len() - n_both);
        (request_cost * n_both).checked_sub(extra).filter(|gain| *gain > 0)
    };
    loop {
        let pairs = (0..groups.len()).flat_map(|j| (0..j).map(move |i| (i, j)));
        // Of equal gains the first pair: a build is to come out the same.
        let best = pairs.filter_map(|(i, j)| Some((gain(&groups[i], &groups[j])?, std::cmp::Reverse((i, j))))).max();
        let Some((_, std::cmp::Reverse((i, j)))) = best else { return groups };
        let other = groups.remove(j);
        groups[i].files.extend(other.files);
        groups[i].n_bytes += other.n_bytes;
        groups[i].takers.extend(other.takers);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group<'a>(file: &'a str, n_bytes: usize, takers: &[&'a str]) -> Group<'a> {
        Group { files: vec![file], n_bytes, takers: takers.iter().copied().collect() }
    }

    #[test]
    fn what_is_small_or_taken_by_the_same_parts_comes_together() {
        let groups = grouped(
            vec![
                group("a", 50, &["one", "two", "three"]),
                group("b", 60, &["one", "two"]),
                group("large", 90_000, &["one", "three"]),
                group("alike", 5_000, &["one", "three"]),
                group("alone", 40, &["four"]),
            ],
            1_000,
        );
        let files: Vec<_> = groups.iter().map(|group| group.files.clone()).collect();
        // Part `two` is spared the large ones, and `four` shares nothing with anybody.
        assert_eq!(files, [vec!["a", "b"], vec!["large", "alike"], vec!["alone"]]);
        assert_eq!(groups[0].n_bytes, 110);
    }

    #[test]
    fn the_loader_is_read_as_the_splitter_writes_it() {
        let script = "/* a, b */\nconst __chunk_7 = makeLoad(() => {\n    const src = fetch(new URL(\"./chunk_7.wasm\", \
                      import.meta.url));\n    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\
                      \n}\n, []);\nconst rest = 1;";
        let (from, to) = definition(script, "chunk_7").expect("it is there");
        assert_eq!(&script[..from], "/* a, b */\n");
        assert_eq!(&script[to..], "\nconst rest = 1;");
        assert!(definition(script, "chunk_8").is_err());
    }
}
