//! Merging of WebAssembly modules into one: pieces of a program that import memory, table and globals of its main module, are
//! reached through that table alone, and export nothing.
//!
//! An import that several of them share is written once. (`wasm-merge` of binaryen leaves it several times, and browsers refuse
//! a module with several memories.) The choice of pieces is left to `bundle`.
//!
//! Needed because `wasm_split_cli_support` cuts code shared by few parts into very many small files and offers no lower bound
//! for their size: <https://github.com/WorldSEnder/wasm-split-prototype/issues/65>, open. As soon as the splitter takes such a
//! bound, or copies small shared code into each part, this file and `bundle` can go.

use anyhow::{Result, bail};
use std::{collections::BTreeMap, convert::Infallible, fmt::Display};
use wasm_encoder::{
    CodeSection, DataCountSection, DataSection, ElementSection, FunctionSection, GlobalSection, ImportSection, Module,
    TypeSection,
    reencode::{Error, Reencode},
};
use wasmparser::{Import, Parser, Payload, TypeRef};

/// One module that does what all of them do.
///
/// # Errors
/// When a module is damaged, exports or starts something, or has a memory or a table of its own.
pub(crate) fn merge(modules: &[Vec<u8>]) -> Result<Vec<u8>> {
    let imports = modules.iter().map(|module| imports_of(module)).collect::<Result<Vec<_>>>()?;
    let mut merged = Merged::default();
    // Imports come first in every count: what is defined is counted from behind them.
    let mut places = Vec::new();
    for (module, imports) in modules.iter().zip(&imports) {
        places.push(merged.import(imports, count_types(module)?)?);
    }
    for (module, mut place) in modules.iter().zip(places) {
        merged.add(module, &mut place)?;
    }
    Ok(merged.finish())
}

/// The imports of a module, in order.
fn imports_of(module: &[u8]) -> Result<Vec<Import<'_>>> {
    let mut imports = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(section) = payload? {
            imports.extend(section.into_imports().collect::<Result<Vec<_>, _>>()?);
        }
    }
    Ok(imports)
}

fn count_types(module: &[u8]) -> Result<u32> {
    let mut n_types = 0;
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::TypeSection(section) = payload? {
            for group in section {
                n_types += u32::try_from(group?.types().len())?;
            }
        }
    }
    Ok(n_types)
}

/// Kinds of things that can be imported, each counted by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Function,
    Table,
    Memory,
    Global,
}

/// The module that is being put together.
#[derive(Default)]
struct Merged {
    types: TypeSection,
    imports: ImportSection,
    functions: FunctionSection,
    globals: GlobalSection,
    elements: ElementSection,
    code: CodeSection,
    data: DataSection,
    n_types: u32,
    n_imported: BTreeMap<Kind, u32>,
    known: BTreeMap<(Kind, String, String), u32>,
    needs_data_count: bool,
}

/// The place of one module's numbers in the whole.
#[derive(Default)]
struct Place {
    types_from: u32,
    imported: BTreeMap<Kind, Vec<u32>>,
    /// The first function and the first global that the module defines itself.
    functions_from: u32,
    globals_from: u32,
    elements_from: u32,
    data_from: u32,
}

impl Merged {
    /// Takes a module's imports in, as far as they are not there yet, and gives its types their place.
    fn import(&mut self, imports: &[Import], n_types: u32) -> Result<Place> {
        let mut place = Place { types_from: self.n_types, ..Place::default() };
        for import in imports {
            let kind = match import.ty {
                TypeRef::Func(_) => Kind::Function,
                TypeRef::Table(_) => Kind::Table,
                TypeRef::Memory(_) => Kind::Memory,
                TypeRef::Global(_) => Kind::Global,
                _ => bail!("a piece of a program imports what is neither function, table, memory nor global"),
            };
            let key = (kind, import.module.to_owned(), import.name.to_owned());
            let idx = match self.known.get(&key) {
                Some(&idx) => idx,
                None => {
                    let ty = place.entity_type(import.ty).map_err(described)?;
                    self.imports.import(import.module, import.name, ty);
                    let n = self.n_imported.entry(kind).or_default();
                    let idx = *n;
                    *n += 1;
                    self.known.insert(key, idx);
                    idx
                }
            };
            place.imported.entry(kind).or_default().push(idx);
        }
        self.n_types += n_types;
        Ok(place)
    }

    /// Adds everything but the imports.
    fn add(&mut self, module: &[u8], place: &mut Place) -> Result<()> {
        let n_imported = |kind: Kind| self.n_imported.get(&kind).copied().unwrap_or(0);
        place.functions_from = n_imported(Kind::Function) + self.functions.len();
        place.globals_from = n_imported(Kind::Global) + self.globals.len();
        place.elements_from = self.elements.len();
        place.data_from = self.data.len();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(section) => place.parse_type_section(&mut self.types, section),
                Payload::FunctionSection(section) => place.parse_function_section(&mut self.functions, section),
                Payload::GlobalSection(section) => place.parse_global_section(&mut self.globals, section),
                Payload::ElementSection(section) => place.parse_element_section(&mut self.elements, section),
                Payload::DataSection(section) => place.parse_data_section(&mut self.data, section),
                Payload::CodeSectionEntry(body) => place.parse_function_body(&mut self.code, body),
                Payload::DataCountSection { .. } => {
                    self.needs_data_count = true;
                    Ok(())
                }
                Payload::ExportSection(section) if section.count() == 0 => Ok(()),
                Payload::TableSection(section) if section.count() == 0 => Ok(()),
                Payload::MemorySection(section) if section.count() == 0 => Ok(()),
                Payload::ExportSection(_) | Payload::StartSection { .. } => {
                    bail!("a piece of a program exports or starts something, and cannot be put together with others")
                }
                Payload::TableSection(_) | Payload::MemorySection(_) | Payload::TagSection(_) => {
                    bail!("a piece of a program has a table, a memory or a tag of its own")
                }
                // The imports are there already; what is no code or data is for tools.
                _ => Ok(()),
            }
            .map_err(described)?;
        }
        Ok(())
    }

    fn finish(self) -> Vec<u8> {
        let mut module = Module::new();
        module.section(&self.types).section(&self.imports).section(&self.functions).section(&self.globals);
        module.section(&self.elements);
        if self.needs_data_count {
            module.section(&DataCountSection { count: self.data.len() });
        }
        module.section(&self.code).section(&self.data);
        module.finish()
    }
}

impl Place {
    /// A number of the module among all of this kind.
    fn of(&self, kind: Kind, idx: u32, defined_from: u32) -> u32 {
        let imported = self.imported.get(&kind).map(Vec::as_slice).unwrap_or_default();
        match imported.get(idx as usize) {
            Some(&there) => there,
            None => defined_from + idx - imported.len() as u32,
        }
    }
}

type Outcome<T> = Result<T, Error<Infallible>>;

impl Reencode for Place {
    type Error = Infallible;

    fn type_index(&mut self, idx: u32) -> Outcome<u32> {
        Ok(self.types_from + idx)
    }

    fn function_index(&mut self, idx: u32) -> Outcome<u32> {
        Ok(self.of(Kind::Function, idx, self.functions_from))
    }

    fn global_index(&mut self, idx: u32) -> Outcome<u32> {
        Ok(self.of(Kind::Global, idx, self.globals_from))
    }

    fn table_index(&mut self, idx: u32) -> Outcome<u32> {
        Ok(self.of(Kind::Table, idx, 0))
    }

    fn memory_index(&mut self, idx: u32) -> Outcome<u32> {
        Ok(self.of(Kind::Memory, idx, 0))
    }

    fn element_index(&mut self, idx: u32) -> Outcome<u32> {
        Ok(self.elements_from + idx)
    }

    fn data_index(&mut self, idx: u32) -> Outcome<u32> {
        Ok(self.data_from + idx)
    }
}

/// The library's errors, for the terminal.
fn described(error: impl Display) -> anyhow::Error {
    anyhow::anyhow!("a piece of a program cannot be put together with others: {error}")
}

#[cfg(test)]
mod tests;
