//! Tests of merging: imports once, calls and globals renumbered, unsuitable modules refused.

use super::*;
use wasm_encoder::{ConstExpr, Elements, EntityType, Function, GlobalType, MemoryType, RefType, TableType, ValType};

/// A piece with two functions of `n_params` numbers, the first of which calls the second; it writes the second into the
/// table at `slot` and `byte` into the memory at `slot`.
fn piece(n_params: usize, slot: i32, byte: u8, has_more_globals: bool) -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    types.ty().function(vec![ValType::I32; n_params], [ValType::I32]);
    let mut imports = ImportSection::new();
    let global = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
    let global = EntityType::Global(global);
    if has_more_globals {
        imports.import("main", "other", global);
    }
    let memory = MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
    imports.import("main", "memory", EntityType::Memory(memory));
    imports.import("main", "stack", global);
    let table = TableType { element_type: RefType::FUNCREF, minimum: 10, maximum: None, table64: false, shared: false };
    imports.import("main", "table", EntityType::Table(table));
    let mut functions = FunctionSection::new();
    functions.function(1).function(1);
    let mut elements = ElementSection::new();
    elements.active(None, &ConstExpr::i32_const(slot), Elements::Functions(vec![1].into()));
    let mut code = CodeSection::new();
    let mut first = Function::new([]);
    let mut instructions = first.instructions();
    for param in 0..n_params as u32 {
        instructions.local_get(param);
    }
    instructions.call(1).end();
    code.function(&first);
    let mut second = Function::new([]);
    second.instructions().global_get(u32::from(has_more_globals)).end();
    code.function(&second);
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(slot), [byte]);
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&elements).section(&code).section(&data);
    module.finish()
}

#[test]
fn pieces_become_one_module_that_imports_everything_once() {
    let pieces = [piece(0, 3, b'a', false), piece(2, 5, b'b', true), piece(1, 7, b'c', false)];
    pieces.iter().for_each(|piece| drop(wasmparser::validate(piece).expect("the pieces are sound")));
    let merged = merge(&pieces).expect("they fit");
    wasmparser::validate(&merged).expect("calls, types and globals fit");
    let imports = imports_of(&merged).expect("sound");
    let names: Vec<_> = imports.iter().map(|import| import.name).collect();
    assert_eq!(names, ["memory", "stack", "table", "other"]);
    let (mut slots, mut n_functions, mut globals) = (Vec::new(), 0, Vec::new());
    for payload in Parser::new(0).parse_all(&merged) {
        match payload.expect("sound") {
            Payload::ElementSection(section) => {
                for element in section {
                    if let wasmparser::ElementItems::Functions(items) = element.expect("sound").items {
                        slots.extend(items.into_iter().map(|function| function.expect("sound")));
                    }
                }
            }
            Payload::CodeSectionEntry(body) => {
                n_functions += 1;
                for operator in body.get_operators_reader().expect("sound") {
                    if let wasmparser::Operator::GlobalGet { global_index } = operator.expect("sound") {
                        globals.push(global_index);
                    }
                }
            }
            _ => {}
        }
    }
    // The second function of each piece is in the table, and reads the same global, wherever its piece has it.
    assert_eq!((slots, n_functions, globals), (vec![1, 3, 5], 6, vec![0, 0, 0]));
}

#[test]
fn what_exports_something_or_is_damaged_is_refused() {
    let mut exports = wasm_encoder::ExportSection::new();
    exports.export("memory", wasm_encoder::ExportKind::Memory, 0);
    let mut module = Module::new();
    module.section(&exports);
    assert!(merge(&[module.finish()]).is_err());
    assert!(merge(&[piece(1, 1, b'a', false), b"\0asm nonsense".to_vec()]).is_err());
}
