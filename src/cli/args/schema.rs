//! Arguments of `kanwel schema`.

use clap::ValueEnum;

/// What a schema can describe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SchemaOf {
    /// De casus
    Casus,
    /// De uitvoer van `beoordeel --formaat json`
    Beoordeel,
    /// De uitvoer van `ruimte --formaat json`
    Ruimte,
    /// De uitvoer van `klif --formaat json`
    Klif,
    /// De uitvoer van `weerwoord --formaat json`
    Weerwoord,
    /// De uitvoer van `plan --formaat json`
    Plan,
    /// De uitvoer van `graaf --formaat json`
    Graaf,
    /// De uitvoer van `kas --formaat json`
    Kas,
    /// De uitvoer van `verweven --formaat json`
    Verweven,
    /// De uitvoer van `route --formaat json`
    Route,
    /// De uitvoer van `knopen --formaat json`
    Knopen,
    /// De uitvoer van `toets --formaat json`
    Toets,
    /// De uitvoer van `muteer --formaat json`
    Muteer,
    /// De uitvoer van `dekking --formaat json`
    Dekking,
    /// De uitvoer van `bedragen --formaat json`
    Bedragen,
    /// De uitvoer van `beoordeling --formaat json`
    Beoordeling,
    /// De uitvoer van `bron --formaat json`
    Bron,
    /// De uitvoer van `keuzes --formaat json`
    Keuzes,
    /// De uitvoer van `vergelijk --formaat json`
    Vergelijk,
    /// De uitvoer van `bijlage --formaat json`
    Bijlage,
}
