import Ground

/// What the wing of parts puts into the slots of others.
package enum StockFittings {
    package static func add(to fittings: inout Fittings) {
        PartFittings.add(to: &fittings)
        CodingFittings.add(to: &fittings)
        PartFittings.addHistory(to: &fittings)
    }
}
