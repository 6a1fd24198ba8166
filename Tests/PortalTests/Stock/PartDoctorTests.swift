import Database
import Domain
import Testing

@testable import Ground
@testable import House
@testable import Stock

@Suite("What the doctor sees of the catalogue")
struct PartDoctorTests {
    @Test("Nothing is wrong of a catalogue that was made by hand; a broken one is told of part by part")
    func problems() async throws {
        let world = try await PartFitPageTests.world(["A-1", "A-2", "A-3"])
        let keeper = try await world.person(.storekeeper)
        try await world.arman.write { tx in
            try PartCodeStore.add("X-1", to: ID(1), at: 1, by: keeper, tx)
            try PartFitStore.supersede(ID(1), by: ID(2), note: "", by: keeper, tx)
            try PartFitStore.supersede(ID(2), by: ID(3), note: "", by: keeper, tx)
        }
        #expect(try await world.arman.read { try PartDoctorList.problems($0) } == [])
        try await world.arman.write { tx in
            try tx.execute("INSERT INTO part_successor (part_id, successor_id, made_at) VALUES (3, 1, 0)")
            try tx.execute("UPDATE part_code SET code_key = 'a2'")
            try tx.execute("DELETE FROM part_word WHERE part_id = 3")
        }
        let problems = try await world.arman.read { try PartDoctorList.problems($0) }
        #expect(
            problems == [
                Complaint("doctor.part_code", "A-2"), Complaint("doctor.part_circle", "1"),
                Complaint("doctor.part_circle", "2"), Complaint("doctor.part_circle", "3"),
                Complaint("doctor.part_lost", "A-3"),
            ])
    }
}
