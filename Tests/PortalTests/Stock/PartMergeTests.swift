import Database
import Domain
import Testing

@testable import Ground
@testable import Stock

@Suite("Two parts that are one")
struct PartMergeTests {
    @Test("All that is said of the one goes over to the other, by which it is found from then on")
    func merge() async throws {
        let world = try await PartFitPageTests.world(["A-1", "B-1", "C-1"])
        let keeper = try await world.person(.storekeeper)
        try await world.arman.write { tx in
            let (fridge, washer) = (ID<ProductModel>(1), ID<ProductModel>(2))
            try PartCodeStore.add("ALIAS", to: ID(1), at: 1, by: keeper, tx)
            for model in [fridge, washer] {
                try PartFitStore.set(ID(1), for: model, assembly: "", most: 1, by: nil, tx)
            }
            try PartFitStore.set(ID(2), for: fridge, assembly: "", most: 3, by: nil, tx)
            try PartFitStore.addSubstitute(ID(3), for: ID(1), isMutual: true, note: "", by: keeper, tx)
            try PartFitStore.addSubstitute(ID(2), for: ID(1), isMutual: false, note: "", by: keeper, tx)
            try PartFitStore.supersede(ID(3), by: ID(1), note: "", by: keeper, tx)
        }
        try await world.browse(as: .stockManager) { browser in
            let merged = try await browser.post("/arman/parts/1/merge", [("other", "b1"), ("version", "2")])
            #expect(merged.location == "/arman/parts/1")
            let gone = try await browser.get("/arman/parts/1").text
            #expect(gone.contains("در قطعه دیگری ادغام شده است") && !gone.contains("/arman/parts/1/change"))
            for typed in ["A-1", "alias", "B-1"] {
                let list = try await browser.get("/arman/parts?q=\(typed)").text
                #expect(list.contains("/arman/parts/2") && !list.contains("/arman/parts/1\""), "\(typed)")
            }
            #expect(try await !browser.get("/arman/parts?state=retired").text.contains("A-1"))
            let again = try await browser.post("/arman/parts/1/retirement", [("version", "3")])
            #expect(again.status == .conflict)
            let taken = try await browser.post("/arman/parts", PartPagesTests.form(["code": "A-1"]))
            #expect(taken.status == .unprocessableContent)
        }
        let rows = try await world.arman.read { tx in
            (
                try PartFitList.models(of: ID(2), tx).map { "\($0.modelCode) \($0.most)" },
                try PartFitList.substitutes(of: ID(2), tx).map(\.code), try PartFitList.successors(of: ID(3), tx),
                try PartCodeStore.part("a 1", tx)
            )
        }
        #expect(Set(rows.0) == ["FRIDGE-1 3", "WASHER-1 1"] && rows.1 == ["C-1"])
        #expect(rows.2 == [ID(2)] && rows.3 == ID(2))
    }

    @Test("Within thirty days they are two again: what came with it goes, what came later stays")
    func undo() async throws {
        let world = try await PartFitPageTests.world(["A-1", "B-1", "C-1"])
        let keeper = try await world.person(.storekeeper)
        func said() async throws -> [[String]] {
            try await world.arman.read { tx in
                try [ID<SparePart>(1), ID(2), ID(3)].map { part in
                    try PartFitList.models(of: part, tx).map { "\($0.modelCode) \($0.most)" }
                        + PartFitList.substitutes(of: part, tx).map { "\($0.code) \($0.way)" }
                        + PartFitList.successors(of: part, tx).map(\.description)
                }
            }
        }
        try await world.arman.write { tx in
            try PartCodeStore.add("ALIAS", to: ID(1), at: 1, by: keeper, tx)
            for model in [ID<ProductModel>(1), ID(2)] {
                try PartFitStore.set(ID(1), for: model, assembly: "", most: 1, by: nil, tx)
            }
            try PartFitStore.set(ID(2), for: ID(1), assembly: "", most: 3, by: nil, tx)
            try PartFitStore.addSubstitute(ID(3), for: ID(1), isMutual: true, note: "", by: keeper, tx)
            try PartFitStore.addSubstitute(ID(2), for: ID(1), isMutual: false, note: "", by: keeper, tx)
            try PartFitStore.supersede(ID(3), by: ID(1), note: "", by: keeper, tx)
        }
        let before = try await said()
        try await world.browse(as: .stockManager) { browser in
            let merged = try await browser.post("/arman/parts/1/merge", [("other", "B-1"), ("version", "2")])
            #expect(merged.status == .seeOther)
            try await world.arman.write { try PartCodeStore.add("LATER", to: ID(2), at: 2, by: keeper, $0) }
            let page = try await browser.get("/arman/parts/2").text
            #expect(page.contains("/arman/parts/2/merges/1/undo"))
            let other = try await browser.post("/arman/parts/3/merges/1/undo", [])
            #expect(other.status == .notFound)
            let undone = try await browser.post("/arman/parts/2/merges/1/undo", [])
            #expect(undone.status == .seeOther, "\(undone.text)")
            let again = try await browser.post("/arman/parts/2/merges/1/undo", [])
            #expect(again.status == .unprocessableContent)
        }
        let (after, found) = (
            try await said(),
            try await world.arman.read { tx in
                try ["A-1", "ALIAS", "B-1", "LATER"].map { try PartCodeStore.part($0, tx)?.value }
            }
        )
        #expect(after == before && found == [1, 1, 2, 2])
        try await world.browse(as: .stockManager) { browser in
            let merged = try await browser.post("/arman/parts/1/merge", [("other", "B-1"), ("version", "4")])
            #expect(merged.status == .seeOther)
        }
        world.time.move(seconds: 31 * 86_400)
        try await world.browse(as: .stockManager) { browser in
            let late = try await browser.post("/arman/parts/2/merges/2/undo", [])
            #expect(late.status == .unprocessableContent && late.text.contains("بیش از ۳۰ روز"))
        }
    }

    @Test("Not with itself, not with what is none, and not with one that is counted otherwise")
    func refused() async throws {
        let world = try await PartFitPageTests.world(["A-1", "B-1"])
        let keeper = try await world.person(.storekeeper)
        try await world.arman.write { tx in
            var facts = PartFacts(nameFa: "x")
            facts.unit = .gram
            try PartStore.change(ID(2), at: 1, to: facts, by: keeper, tx)
        }
        try await world.serve { client in
            let manager = try await world.browser(client, as: .stockManager)
            for other in ["A-1", "NONE", "", "B-1"] {
                let answer = try await manager.post("/arman/parts/1/merge", [("other", other), ("version", "1")])
                #expect(answer.status == .unprocessableContent && answer.text.contains("aria-invalid"), "\(other)")
            }
            let stale = try await manager.post("/arman/parts/2/merge", [("other", "A-1"), ("version", "1")])
            #expect(stale.status == .conflict)
            let keeper = try await world.browser(client, as: .storekeeper)
            let denied = try await keeper.post("/arman/parts/1/merge", [("other", "B-1"), ("version", "1")])
            #expect(denied.status == .forbidden)
        }
    }
}
