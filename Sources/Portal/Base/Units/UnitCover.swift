import Domain

/// What the warranty of one machine is computed from.
package struct UnitCover: Sendable {
    private var facts: CoverFacts

    init(_ facts: CoverFacts) { self.facts = facts }

    /// What the warranty says on a day, line by line. - Parameter findings: of the job that is asked about.
    package func sheet(
        on day: CalendarDay, after findings: JobFindings? = nil, _ calendar: CalendarSystem
    ) -> CoverVerdict {
        facts.verdict(on: day, after: findings, calendar)
    }

    /// The same in one word.
    package func verdict(on day: CalendarDay, _ calendar: CalendarSystem) -> Warranty {
        sheet(on: day, calendar).overall
    }

    /// As if the machine had been installed on this day, where no other is known.
    package func installed(on day: CalendarDay) -> UnitCover {
        var cover = self
        cover.facts.dates.installation = facts.dates.installation ?? day
        return cover
    }

    package func rule(on day: CalendarDay) -> CoverRule? { facts.rule(on: day) }

    package var dates: UnitDates { facts.dates }
    package var void: CoverVoid? { facts.void }
    var extensions: [CoverExtension] { facts.extensions }
}
