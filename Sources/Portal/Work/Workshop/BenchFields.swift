import Domain
import Ground
import Web

/// The fields by which machines are moved and given to benches.
enum BenchFields {
    static func state(_ states: [BenchState], chosen: BenchState?, _ reader: Reader) -> Field {
        Field(name: "to", label: reader.words("workshop.to")).with {
            $0.blank = reader.words("form.choose")
            $0.options = states.map {
                .init(
                    value: $0.rawValue, label: reader.words("workshop.state.\($0.rawValue)"), selected: $0 == chosen)
            }
        }
    }

    static func reason(_ typed: String, _ reader: Reader) -> Field {
        Field(name: "reason", label: reader.words("workshop.note"), value: typed)
    }

    static func bench(_ benches: [BenchRow], chosen: ID<Bench>?, _ reader: Reader) -> Field {
        Field(name: "to_bench", label: reader.words("workshop.bench")).with {
            $0.blank = reader.words("workshop.bench.none")
            $0.options = benches.filter { !$0.isRetired || $0.id == chosen }.map {
                .init(value: $0.id.description, label: $0.names.shown(reader), selected: $0.id == chosen)
            }
        }
    }

    static func technician(_ people: [BenchPerson], chosen: ID<Person>?, _ reader: Reader) -> Field {
        Field(name: "to_technician", label: reader.words("workshop.technician")).with {
            $0.blank = reader.words("workshop.technician.none")
            $0.options = people.map {
                .init(value: $0.id.description, label: $0.name, selected: $0.id == chosen)
            }
        }
    }
}
