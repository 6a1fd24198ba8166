import Domain
import Ground
import Web

/// A chapter of the manual: a file of its name in `docs/manual/<language>`.
enum ManualChapter: String, CaseIterable, PathPart {
    case start
    case firstWeek = "first_week"
    case administrator
    case serviceManager = "service_manager"
    case reception, dispatcher, finance
    case bankFiles = "bank_files"
    case stock, workshop
    case qualityInspector = "quality_inspector"
    case surveyAgent = "survey_agent"
    case dealerManager = "dealer_manager"
    case dealerTechnician = "dealer_technician"
    case reports, auditor, glossary

    init?(pathPart: String) { self.init(rawValue: pathPart) }

    /// - Parameter file: as the chapters name each other.
    init?(file: String) {
        guard file.hasSuffix(".md") else { return nil }
        self.init(rawValue: file == Self.start.file ? Self.start.rawValue : String(file.dropLast(3)))
    }

    var pathPart: String { rawValue }
    var file: String { self == .start ? "README.md" : "\(rawValue).md" }

    /// The one that helps on a page: of the room where somebody else's chapter says more, else of the person's own role.
    /// - Parameter room: the first part of the page's path below the company.
    init(for roles: Roles, in room: String) {
        let own = Role.allCases.filter { roles.meet([$0]) }.compactMap(Self.of)
        let rooms: [String: ManualChapter] = [
            "banks": .bankFiles, "board": .dispatcher, "rounds": .dispatcher, "payouts": .finance, "claims": .finance,
            "tariffs": .finance, "surveys": .surveyAgent, "quality": .qualityInspector, "stock": .stock,
            "parts": .stock, "coding": .stock, "workshop": .workshop, "contacts": .reception, "customers": .reception,
            "units": .reception, "reports": .reports,
        ]
        // Managers read of the room where they stand; whoever has several roles reads of the one that the room is for.
        let ofRoom = rooms[room].flatMap {
            let isForAll = [.bankFiles, .surveyAgent, .qualityInspector, .reports].contains($0)
            return roles.meet(.managers) || isForAll || own.contains($0) ? $0 : nil
        }
        self = ofRoom ?? own.first ?? .start
    }

    private static func of(_ role: Role) -> ManualChapter? {
        switch role {
        case .financeOfficer, .financeApprover: .finance
        case .storekeeper, .stockManager: .stock
        case .workshopManager, .benchTechnician: .workshop
        default: ManualChapter(rawValue: role.rawValue)
        }
    }
}

/// A drawing in the manual, `docs/manual/pictures/<language>/<name>.svg`, of words of that language.
struct ManualPicture: PathPart {
    let name: String

    init?(pathPart: String) {
        guard pathPart.wholeMatch(of: #/[a-z]{1,30}/#) != nil else { return nil }
        name = pathPart
    }

    /// - Parameter file: as a chapter of the language names it.
    init?(file: String, in language: Language) {
        let folder = "../pictures/\(language)/"
        guard file.hasPrefix(folder), file.hasSuffix(".svg") else { return nil }
        self.init(pathPart: String(file.dropFirst(folder.count).dropLast(4)))
    }

    var pathPart: String { name }

    func file(in language: Language) -> String { "pictures/\(language)/\(name).svg" }
}
