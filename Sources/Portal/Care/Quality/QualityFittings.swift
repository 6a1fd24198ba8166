import Base
import Database
import Domain
import Ground
import Web
import Work

/// What the room of quality control puts into the slots of others.
enum QualityRoomFittings {
    static func add(to fittings: inout Fittings) {
        for naming in [QualityPlanStore.naming, QualityControlStore.naming] {
            fittings.add(naming, to: EventSlots.subjects)
        }
        fittings.add(QualityEventWording.wording, to: EventSlots.wordings)
        fittings.add({ try QualityGate.gate($0, $1) }, to: WorkshopSlots.gates)
        fittings.add({ step, actor, _, tx in try QualityGate.moved(step, by: actor, tx) }, to: WorkshopSlots.moved)
        fittings.add(CardMaker(QualityBenchCard.ofItem), to: WorkshopSlots.cards)
        fittings.add(CardMaker(QualityUnitCard.ofUnit), to: UnitSlots.cards)
        fittings.add(CardMaker(QualityJobCard.ofJob), to: JobSlots.cards)
        fittings.add({ try SampleJobs.end($0, $1, $2, $3) }, to: JobSlots.ended)
        fittings.add({ job, actor, _, tx in try SampleJobs.correct(job, actor, tx) }, to: JobSlots.corrected)
        fittings.add({ try QualityControlStore.obstacle(toCorrecting: $0, $1) }, to: VisitSlots.settled)
        fittings.add({ try QualityReworkStore.obstacle(toFollowing: $0, $1) }, to: JobSlots.unfollowable)
        fittings.add({ try QualityHoldList.holds($0, $1, $2) }, to: JobSlots.holds)
        fittings.add(SamplingProposal.kind, to: ProposalSlots.kinds)
        fittings.add(QualityControlStore.files, to: AttachmentSlots.kinds)
        fittings.add({ try QualityWaiting.count($0, $1) }, to: HomeSlots.waiting)
        fittings.add(QualityDataStore.erasing, to: PrivacySlots.erasings)
        fittings.add(QualityBlockList.kind, to: DispatchSlots.blocks)
        fittings.add({ try QualityDataStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
    }
}

/// What happened to a plan or a control, for the history.
enum QualityEventWording {
    static let wording = RoomWording("quality") { happening, reader, names in
        let words = reader.words
        func value(_ name: String, _ text: String) -> String {
            switch name {
            case "service": text.isEmpty ? "–" : names.service(text, reader)
            case "rank", "cause", "sampling":
                text.isEmpty ? "–" : words("quality.\(name).\(text)")
            case "job": text.isolatedLeftToRight
            default: text.isEmpty ? "–" : reader.digits(text)
            }
        }
        func said(_ name: String, _ text: String) -> String {
            let key = ["value", "set"].map { "quality.\($0).\(name)" }.first(where: words.has)
            return key.map { "\(words($0)): \(text)" } ?? text
        }
        let arrow = reader.language == .fa ? " ← " : " → "
        let changes = Set(happening.before.keys).union(happening.after.keys).sorted().map { name in
            said(
                name,
                [happening.before[name], happening.after[name]].map { value(name, $0 ?? "") }.joined(separator: arrow))
        }
        let details = happening.detail.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
            .map { said($0.key, value($0.key, $0.value)) }
        return (changes + details).joined(separator: words("list.semicolon"))
    }
}
