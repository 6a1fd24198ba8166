import Ground

/// The rooms of this wing that can be called.
package enum FeesRooms {
    package static var all: [any RoomRoutes.Type] {
        [
            TariffRoutes.self, DraftRoutes.self, RuleRoutes.self, WhatIfRoutes.self, RecomputationRoutes.self,
            DealerPayRoutes.self, ClaimRoutes.self, ClaimRuleRoutes.self, AskRoutes.self, AppealRoutes.self,
            ReversalRoutes.self, BenchPayRoutes.self,
        ]
    }
}
