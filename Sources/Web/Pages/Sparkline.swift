/// What `shared/sparkline` shows: a number of each of some days as a bar. The numbers stand in its name, for whoever sees no picture.
public struct Sparkline: PageParts, Sendable {
    struct Bar: PageParts, Sendable {
        let x: Int
        let y: Int
        let height: Int

        func child(named name: String) -> Part? {
            switch name {
            case "x": .text(String(x))
            case "y": .text(String(y))
            case "height": .text(String(height))
            default: nil
            }
        }
    }

    static let height = 36
    static let step = 10

    let name: String
    let bars: [Bar]

    /// - Parameters:
    ///   - name: says what is shown, with the numbers.
    ///   - numbers: the oldest first; time runs from left to right in every language.
    public init(name: String, _ numbers: [Int64]) {
        self.name = name
        let (least, most) = (min(numbers.min() ?? 0, 0), max(numbers.max() ?? 0, 0))
        let range = Double(most) - Double(least)
        func place(_ number: Int64) -> Int {
            range == 0 ? Self.height : Int(((Double(most) - Double(number)) / range * Double(Self.height)).rounded())
        }
        let ground = place(0)
        bars = numbers.enumerated().map { index, number in
            let end = place(number)
            // What is not zero is seen.
            let length = number == 0 ? 0 : max(abs(end - ground), 1)
            return Bar(
                x: index * Self.step, y: number < 0 ? min(ground, Self.height - length) : ground - length,
                height: length)
        }
    }

    public func child(named name: String) -> Part? {
        switch name {
        case "name": .text(self.name)
        case "width": .text(String(max(bars.count, 1) * Self.step))
        case "bars": .rows(bars)
        default: nil
        }
    }
}
