@_spi(Reflection) import Swift
import Synchronization

/// The stored properties of a type of struct: how they are called, where they lie, how each becomes part of a page. It is found
/// once for each type, so that a page costs the reading alone: describing each value anew by `Mirror` was a fifth of a job's page.
/// Unchecked: nothing in it changes, and its closures hold types alone.
final class Shape: @unchecked Sendable {
    /// - Returns: nil for an optional that holds nothing, and for what no template can show.
    typealias Read = (UnsafeRawPointer) -> Part?

    private struct Held<Value> { let value: Value }

    private static let known = Mutex<[ObjectIdentifier: Shape]>([:])

    /// Where in `parts(of:)` the property of a name stands.
    let places: [String: Int]
    private let properties: [(offset: Int, read: Read)]

    static func of(_ type: Any.Type) -> Shape {
        let key = ObjectIdentifier(type)
        if let shape = known.withLock({ $0[key] }) { return shape }
        let shape = Shape(type)
        known.withLock { $0[key] = shape }
        return shape
    }

    private init(_ type: Any.Type) {
        var places: [String: Int] = [:]
        var properties: [(offset: Int, read: Read)] = []
        _forEachField(of: type) { name, offset, type, _ in
            places[String(cString: name)] = properties.count
            properties.append((offset, Self.read(type)))
            return true
        }
        (self.places, self.properties) = (places, properties)
    }

    /// - Parameter value: of the type whose shape this is.
    func parts<Value>(of value: Value) -> [Part?] {
        withUnsafePointer(to: value) { pointer in
            let start = UnsafeRawPointer(pointer)
            return properties.map { $0.read(start + $0.offset) }
        }
    }

    private static func read(_ type: Any.Type) -> Read {
        func opened<Value>(_: Value.Type) -> Read { reading(Value.self) }
        return _openExistential(type, do: opened)
    }

    fileprivate static func reading<Value>(_: Value.Type) -> Read {
        if let type = Value.self as? any Shown.Type { return type.read }
        if Value.self == (any PageParts).self { return { .parts($0.held(as: (any PageParts).self)) } }
        if let type = Value.self as? any PageParts.Type { return parts(type) }
        if let type = Value.self as? any FixedWidthInteger.Type { return number(type) }
        return switch kind(of: Value.self) {
        case .struct: { .parts(Named($0.held(as: Value.self))) }
        case .existential: { ($0.held(as: Value.self) as? any PageParts).map(Part.parts) }
        default: { _ in nil }
        }
    }

    private static func kind<Value>(of _: Value.Type) -> _MetadataKind? {
        var found: _MetadataKind?
        _forEachField(of: Held<Value>.self) { _, _, _, kind in
            found = kind
            return true
        }
        return found
    }

    private static func parts<Value: PageParts>(_: Value.Type) -> Read { { .parts($0.held(as: Value.self)) } }

    private static func number<Value: FixedWidthInteger>(_: Value.Type) -> Read {
        { .text(String($0.held(as: Value.self))) }
    }
}

/// What templates show as it is, or what holds something else.
private protocol Shown { static var read: Shape.Read { get } }

extension String: Shown {
    fileprivate static var read: Shape.Read { { .text($0.held(as: String.self)) } }
}

extension Bool: Shown {
    fileprivate static var read: Shape.Read { { .flag($0.held(as: Bool.self)) } }
}

extension Optional: Shown {
    fileprivate static var read: Shape.Read {
        let inner = Shape.reading(Wrapped.self)
        return { pointer in
            pointer.held(as: Wrapped?.self).flatMap { value in
                withUnsafePointer(to: value) { inner(UnsafeRawPointer($0)) }
            }
        }
    }
}

extension Array: Shown {
    /// How its elements are read is found when there are some: a type may hold a list of its own kind.
    fileprivate static var read: Shape.Read {
        { pointer in
            let elements = pointer.held(as: [Element].self)
            guard !elements.isEmpty else { return .list([]) }
            let inner = Shape.reading(Element.self)
            return .list(
                elements.compactMap { element in withUnsafePointer(to: element) { inner(UnsafeRawPointer($0)) } })
        }
    }
}

extension UnsafeRawPointer {
    /// What lies here. The type is that of the property, as the engine of the language says it.
    fileprivate func held<Value>(as _: Value.Type) -> Value { assumingMemoryBound(to: Value.self).pointee }
}
