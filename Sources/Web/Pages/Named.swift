/// A struct of stored properties under the names that templates ask for.
struct Named: PageParts, Naming {
    private let shape: Shape
    /// In the order of the shape's names; nil for an optional that holds nothing, and for what no template can show.
    private let parts: [Part?]

    init<Value>(_ value: Value) {
        shape = Shape.of(Value.self)
        parts = shape.parts(of: value)
    }

    func child(named name: String) -> Part? { shape.places[name].flatMap { parts[$0] } }

    func has(_ name: String) -> Bool { shape.places[name] != nil }
}
