/// Steps of a quantity with an amount each: they start at 0, leave no gap, and the last one is open.
public struct Bands: Hashable, Sendable {
    public struct Band: Hashable, Sendable {
        /// Included.
        public let start: Fraction
        /// Not included; nil in the last band.
        public let end: Fraction?
        public let amount: Int64
    }

    public let steps: [Band]

    /// Reads `0-20:0;20-100:5000;100-:4000`.
    public init(_ cell: String) throws(Complaint) {
        var steps: [Band] = []
        for part in cell.split(separator: ";", omittingEmptySubsequences: false) {
            let band = try Self.band(String(part), cell)
            try Self.check(band, after: steps.last)
            steps.append(band)
        }
        guard let last = steps.last, last.end == nil else { throw Complaint("fees.bands.closed", cell) }
        self.steps = steps
    }

    /// The band in which a quantity of 0 or more lies.
    func band(of quantity: Fraction) throws(Complaint) -> Band {
        for step in steps {
            guard let end = step.end, try !quantity.minus(end).isNegative else { return step }
        }
        return steps[steps.count - 1]
    }

    /// The quantity cut at the bands' ends: how much of it falls into each band that it reaches.
    func parts(of quantity: Fraction) throws(Complaint) -> [BandPart] {
        var parts: [BandPart] = []
        for step in steps {
            if let end = step.end, try !quantity.minus(end).isNegative {
                parts.append(BandPart(quantity: try end.minus(step.start), rate: step.amount))
            } else {
                let rest = try quantity.minus(step.start)
                if !rest.isZero || parts.isEmpty { parts.append(BandPart(quantity: rest, rate: step.amount)) }
                break
            }
        }
        return parts
    }

    private static func band(_ part: String, _ cell: String) throws(Complaint) -> Band {
        let sides = part.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard sides.count == 2 else { throw Complaint("fees.bands.shape", cell) }
        let ends = sides[0].split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard ends.count == 2 else { throw Complaint("fees.bands.shape", cell) }
        let end = DelimitedText.trimmed(ends[1])
        return Band(
            start: try NumberCell.fraction(DelimitedText.trimmed(ends[0])),
            end: end.isEmpty ? nil : try NumberCell.fraction(end),
            amount: try NumberCell.whole(DelimitedText.trimmed(sides[1])))
    }

    private static func check(_ band: Band, after last: Band?) throws(Complaint) {
        guard let last else {
            guard band.start.isZero else { throw Complaint("fees.bands.start", band.start.text(places: 9)) }
            return try checkWidth(band)
        }
        guard let end = last.end else { throw Complaint("fees.bands.afterOpen") }
        let gap = try band.start.minus(end)
        guard gap.isZero else {
            let key = gap.isNegative ? "fees.bands.overlap" : "fees.bands.gap"
            throw Complaint(key, end.text(places: 9), band.start.text(places: 9))
        }
        try checkWidth(band)
    }

    private static func checkWidth(_ band: Band) throws(Complaint) {
        guard let end = band.end else { return }
        let width = try end.minus(band.start)
        guard !width.isNegative, !width.isZero else {
            throw Complaint("fees.bands.backwards", band.start.text(places: 9), end.text(places: 9))
        }
    }
}

/// What of a quantity fell into one band, and that band's amount for a unit.
public struct BandPart: Hashable, Codable, Sendable {
    public let quantity: Fraction
    public let rate: Int64
}
