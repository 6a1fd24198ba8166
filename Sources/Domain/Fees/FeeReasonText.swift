import Foundation

extension FeeReason {
    /// The arithmetic as a person would write it: `(37.5 × 2 − 20) km × 5,000 = 275,000`.
    /// `number` writes ASCII digits with an optional decimal point as the reader is used to them, `money` the same for an
    /// amount of minor units;
    /// `word` gives the words of the keys `fees.unit.…`, `fees.base.…`, `fees.limit.…` and `fees.max`;
    /// `sum` writes what is nothing but numbers and signs, which are read from the left in every language.
    public func arithmetic(
        number: @escaping (String) -> String = FeeReason.grouped,
        money: ((String) -> String)? = nil,
        word: @escaping (String) -> String = FeeReason.lastPart, sum: @escaping (String) -> String = { $0 }
    ) -> String {
        let writing = ArithmeticWriting(number: number, money: money ?? number, word: word, sum: sum)
        let working = writing.working(working)
        guard isPenalty else { return working + results(writing) }
        let negative = working.contains(" ") ? "−(\(working))" : sum("−" + working)
        return negative + results(writing)
    }

    /// `1234567.5` as `1,234,567.5`.
    public static func grouped(_ number: String) -> String {
        let whole = number.prefix { $0 != "." }
        var text = ""
        for (place, digit) in whole.enumerated() {
            if place > 0, (whole.count - place).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text + number.dropFirst(whole.count)
    }

    /// The word that a key ends with, for those who read the tariff's own words.
    public static func lastPart(_ key: String) -> String {
        key.split(separator: ".").last.map(String.init) ?? key
    }

    /// Only what changes is written: the product, a limit in its place, the whole amount, and 0 on a shared trip.
    private func results(_ writing: ArithmeticWriting) -> String {
        let sign = isPenalty ? "−" : ""
        var text = ""
        if !working.isPlain { text += " = " + writing.signed(product.text(), sign) }
        switch limit {
        case .least(let least): text += " → \(writing.word("fees.limit.min")) " + writing.signed(String(least), sign)
        case .most(let most): text += " → \(writing.word("fees.limit.max")) " + writing.signed(String(most), sign)
        case nil:
            if product.denominator != 1, !product.isExact(places: 0), let whole = try? product.rounded() {
                text += " ≈ " + writing.signed(String(whole), sign)
            }
        }
        return sameTripAs == nil ? text : text + " → " + writing.number("0")
    }
}

private struct ArithmeticWriting {
    let number: (String) -> String
    let money: (String) -> String
    let word: (String) -> String
    let sum: (String) -> String

    func working(_ working: FeeReason.Working) -> String {
        switch working {
        case .fixed(let amount):
            return money(String(amount))
        case .perUnit(let measure, let units, let free, let rate):
            let isOne = free == nil && units == Fraction(1)
            return counted(measure, units, free) + " \(unit(measure, isOne: isOne)) × " + money(String(rate))
        case .percent(let hundredths, let base, let amount):
            let percentage = Fraction(Int128(hundredths), over: 100).text()
            return "\(word("fees.base.\(base.rawValue)")) \(money(String(amount))) × \(number(percentage))%"
        case .bandMarginal(let measure, _, let parts):
            return parts.map { part in
                let unit = unit(measure, isOne: part.quantity == Fraction(1))
                return "\(number(part.quantity.text())) \(unit) × \(money(String(part.rate)))"
            }
            .joined(separator: " + ")
        case .bandWhole(let measure, let units, let amount):
            let (text, isSum) = measured(measure, units)
            let unit = unit(measure, isOne: units == Fraction(1))
            return "\(isSum ? sum(text) : text) \(unit) → \(money(String(amount)))"
        }
    }

    func signed(_ digits: String, _ sign: String) -> String {
        digits == "0" || sign.isEmpty ? money(digits) : sum(sign + money(digits))
    }

    private func counted(_ measure: FeeMeasure, _ units: Fraction, _ free: Fraction?) -> String {
        let (text, isSum) = measured(measure, units)
        guard let free else { return isSum ? sum("(\(text))") : text }
        let difference = "\(text) − \(number(free.text(places: 9)))"
        let isBelowZero = (try? units.minus(free).isNegative) ?? false
        return isBelowZero ? word("fees.max") + sum("(\(number("0")), \(difference))") : sum("(\(difference))")
    }

    /// How the units come from what was measured: there and back, or minutes as hours.
    private func measured(_ measure: FeeMeasure, _ units: Fraction) -> (text: String, isSum: Bool) {
        switch measure {
        case .kmRoundTrip:
            let oneWay = Fraction(units.numerator, over: units.denominator * 2)
            return ("\(number(oneWay.text())) × \(number("2"))", true)
        case .hours:
            let minutes = Fraction(units.numerator * 60, over: units.denominator)
            return ("\(number(minutes.text())) ÷ \(number("60"))", true)
        case .kmOneWay, .minutes, .visits, .parts:
            return (number(units.text()), false)
        }
    }

    private func unit(_ measure: FeeMeasure, isOne: Bool) -> String {
        let name =
            switch measure {
            case .kmOneWay, .kmRoundTrip: "km"
            case .minutes, .hours, .visits, .parts: measure.rawValue
            }
        return word(isOne ? "fees.unit.one.\(name)" : "fees.unit.\(name)")
    }
}

extension FeeReason.Working {
    /// Whether it names an amount of the tariff as it stands, with nothing to compute.
    fileprivate var isPlain: Bool {
        switch self {
        case .fixed, .bandWhole: true
        case .perUnit, .percent, .bandMarginal: false
        }
    }
}
