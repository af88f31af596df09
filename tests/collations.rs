//! Lists in every order that lists keep: one that is sorted is left alone, ties included, and an entry that was put
//! elsewhere comes back.

use relist::config::Config;
use relist::format::format;
use relist::rules::Applicability;

/// A way to sort, and names in that order.
const LISTS: [(&str, &[&str]); 18] = [
    (
        "words",
        &[
            "abacus",
            "Anvil",
            "Bellows",
            "brace",
            "Chisel",
            "chisel grip",
            "Clamp 2",
            "Clamp 10",
            "Dowel",
            "drill",
            "Emery",
            "File",
            "fretsaw",
            "Gouge",
            "Hammer",
            "jig",
            "Knife",
            "lathe",
            "Mallet",
            "Nail",
            "nail gun",
            "Oilstone",
            "plane",
            "Rasp",
            "saw",
            "Vice",
            "wedge",
        ],
    ),
    (
        "bytes",
        &[
            "AVIF", "Aseprite", "BMP", "Blend", "CSV", "DOCX", "Dia", "EPUB", "FLAC", "GIF", "Gbr", "HTML",
            "JPEG", "Kra", "MIDI", "ODT", "PDF", "PNG", "PSD", "Parquet", "RTF", "Svg", "TIFF", "WebP",
            "XLSX", "Xcf", "YAML", "ZIP", "awk", "jq", "m4",
        ],
    ),
    (
        "whole lines by bytes",
        &[
            "AVIF Kit",
            "AVIF",
            "Aseprite",
            "BMP tools",
            "BMP",
            "CSV",
            "DOCX",
            "GIF info",
            "GIF",
            "HTML Tidy",
            "HTML",
            "Kra",
            "PDF",
            "PNG crush",
            "PNG",
            "PSD",
            "Parquet",
            "TIFF",
            "WebP",
            "XLSX",
            "ZIP list",
            "ZIP",
            "awk doc",
            "awk",
            "jq play",
            "jq",
            "m4",
        ],
    ),
    (
        "digit by digit",
        &[
            "ant10", "ant100", "ant2", "ant21", "ant3", "bee1", "bee12", "bee2", "bee30", "bee4", "cricket",
            "hornet", "midge10", "midge11", "midge2", "midge9", "moth1", "moth10", "moth2", "wasp1",
            "wasp11", "wasp3", "weevil",
        ],
    ),
    (
        "letter by letter",
        &[
            "backup",
            "back-weaver",
            "bookkeeper",
            "Book Lender",
            "bookworm",
            "Database",
            "Data Hub",
            "datalog",
            "Data Loom",
            "handbook",
            "hand-loom",
            "handset",
            "lamplighter",
            "lamp-oil",
            "lamppost",
            "nightcap",
            "night owl",
            "nightshift",
            "roadmap",
            "road-sign",
            "roadworks",
            "sunbeam",
            "sun-clock",
            "sundial",
        ],
    ),
    (
        "without punctuation",
        &[
            "Alpha Harbour",
            "Beta Quay",
            "Ferry Course",
            "Ferry for Beginners",
            "Ferry from Scratch",
            "Ferry: How to Read One",
            "Ferry in Winter",
            "Ferry-Primer",
            "Ferry Stops",
            "Guided Tours",
            "Harbour Lights",
            "Harbour: Maps",
            "Harbour Nights",
            "Island Hopping",
            "Jetty Talk",
            "Keel Laying",
            "Lock Gates",
            "Quay Walls",
            "Tide Tables",
        ],
    ),
    (
        "without articles",
        &[
            "Acorn",
            "The Anchor",
            "A Basin",
            "Beacon",
            "The Buoy",
            "Canal",
            "Channel",
            "The Dock",
            "Estuary",
            "A Ferry",
            "Gull",
            "The Harbour",
            "Inlet",
            "Jetty",
            "The Keel",
            "Lagoon",
            "A Mooring",
            "Oar",
            "The Pier",
            "Quay",
            "Reef",
            "The Sail",
        ],
    ),
    (
        "code points",
        &[
            "Alidade",
            "bearing",
            "Cartogram",
            "datum",
            "Eastings",
            "fathom",
            "Gazetteer",
            "heliotrope",
            "Isobar",
            "junction",
            "Knot",
            "landmark",
            "Meander",
            "nautical",
            "Outcrop",
            "plumb",
            "Relief",
            "sextant",
            "Transect",
            "Écart",
            "Étape",
            "Île",
            "Œuvre",
        ],
    ),
    (
        "French",
        &[
            "Algorithmes",
            "Bases",
            "Compilation",
            "Données",
            "Eau",
            "Échecs",
            "Écrans",
            "Éditeurs",
            "Essais",
            "Fichiers",
            "Graphes",
            "Héritage",
            "Images",
            "Jeux",
            "Langages",
            "Mémoire",
            "Noyaux",
            "Objets",
            "Réseaux",
            "Systèmes",
            "Tests",
        ],
    ),
    (
        "Spanish",
        &[
            "Algoritmos",
            "Bases",
            "Compiladores",
            "Depuración",
            "Estructuras",
            "Funciones",
            "Grafos",
            "Herencia",
            "Iteración",
            "Juegos",
            "Lenguajes",
            "Matrices",
            "Nodos",
            "Nube",
            "Ñandú",
            "Ñoquis",
            "Objetos",
            "Patrones",
            "Recursión",
            "Tipos",
        ],
    ),
    (
        "Swedish",
        &[
            "Algoritmer",
            "Binära träd",
            "Databaser",
            "Enkla program",
            "Funktioner",
            "Grafer",
            "Hårda problem",
            "Internet",
            "Jämförelser",
            "Klasser",
            "Listor",
            "Mönster",
            "Nätverk",
            "Objekt",
            "Pekare",
            "Rekursion",
            "Sökning",
            "Tester",
            "Variabler",
            "Åtkomst",
            "Ändelser",
            "Övningar",
        ],
    ),
    (
        "Danish",
        &[
            "Algoritmer",
            "Brugere",
            "Databaser",
            "Enheder",
            "Filer",
            "Grafer",
            "Haver",
            "Indhold",
            "Kort",
            "Lister",
            "Netværk",
            "Objekter",
            "Programmer",
            "Regler",
            "Søgning",
            "Tabeller",
            "Udtryk",
            "Værktøj",
            "Ændringer",
            "Øvelser",
            "Årstal",
        ],
    ),
    (
        "Polish",
        &[
            "Algorytmy",
            "Bazy",
            "Ciągi",
            "Drzewa",
            "Ekrany",
            "Funkcje",
            "Grafy",
            "Haki",
            "Indeksy",
            "Język",
            "Klasy",
            "Listy",
            "Lustra",
            "Łatki",
            "Łuki",
            "Macierze",
            "Obiekty",
            "Pętle",
            "Sieci",
            "Ścieżki",
            "Testy",
            "Wzorce",
            "Zbiory",
            "Żółwie",
        ],
    ),
    (
        "Czech",
        &[
            "Algoritmy",
            "Bajty",
            "Cykly",
            "Data",
            "Editory",
            "Funkce",
            "Grafy",
            "Hry",
            "Hudba",
            "Chaos",
            "Chyby",
            "Jazyky",
            "Knihy",
            "Mapy",
            "Nástroje",
            "Obrazy",
            "Písmo",
            "Rekurze",
            "Seznamy",
            "Šifry",
            "Tabulky",
            "Úlohy",
            "Vzory",
            "Zvuk",
            "Žebříky",
        ],
    ),
    (
        "Vietnamese",
        &[
            "An toàn",
            "Bản đồ",
            "Cơ sở",
            "Dây",
            "Dữ liệu",
            "Đám mây",
            "Đồ thị",
            "Giao diện",
            "Hàm",
            "Kiểu",
            "Lập trình",
            "Mạng",
            "Ngôn ngữ",
            "Phần mềm",
            "Quản lý",
            "Sách",
            "Tài liệu",
            "Thuật toán",
            "Ứng dụng",
            "Văn bản",
            "Xử lý",
        ],
    ),
    (
        "Russian",
        &[
            "Алгоритмы",
            "Базы данных",
            "Введение",
            "Графика",
            "Деревья",
            "Ежедневник",
            "Ёлки",
            "Ель",
            "Живой код",
            "Задачи",
            "Игры",
            "Искусство",
            "Ишемия",
            "Йод",
            "Йота",
            "Классы",
            "Логика",
            "Модули",
            "Наука",
            "Основы",
            "Практика",
            "Сети",
            "Числа",
        ],
    ),
    (
        "Ukrainian",
        &[
            "Абетка",
            "Бази",
            "Вправи",
            "Гра",
            "Грати",
            "Ґанок",
            "Ґрунт",
            "Дані",
            "Екран",
            "Єдність",
            "Жарти",
            "Задачі",
            "Ігри",
            "Їжак",
            "Йод",
            "Карти",
            "Логіка",
            "Мережі",
            "Наука",
            "Основи",
            "Правила",
            "Слова",
            "Тести",
            "Числа",
        ],
    ),
    (
        "Japanese",
        &[
            "アヒル",
            "いかだ",
            "ウミネコ",
            "えび",
            "オール",
            "かもめ",
            "キール",
            "くじら",
            "ケルプ",
            "こぶね",
            "サンゴ",
            "しお",
            "スクリュー",
            "せんどう",
            "ソナー",
            "たこ",
            "チャート",
            "つり",
            "デッキ",
            "とうだい",
            "ナギ",
            "はしけ",
            "ヒラメ",
            "ふね",
        ],
    ),
];

fn bullets(names: &[&str]) -> String {
    let item = |name: &&str| format!("- [{name}](https://example.org/{}) - Text.\n", names.len());
    format!("# List\n\n{}", names.iter().map(item).collect::<String>())
}

fn table(names: &[&str]) -> String {
    let row = |name: &&str| format!("| {name} | {} |\n", name.len() % 7);
    format!("# List\n\n| Name | Use |\n| --- | --- |\n{}", names.iter().map(row).collect::<String>())
}

const SHAPES: [fn(&[&str]) -> String; 2] = [bullets, table];

fn formatted(source: &str) -> Option<String> {
    format(source, &Config::default(), Applicability::Safe)
        .unwrap_or_else(|error| panic!("{error}:\n{source}"))
        .output
}

#[test]
fn a_list_in_any_order_is_left_alone() {
    for (way, names) in LISTS {
        // Ties keep their places, however they are spelled.
        let twice: Vec<&str> = names.iter().flat_map(|name| [*name, *name]).collect();
        for shape in SHAPES {
            for names in [names, &twice] {
                assert_eq!(formatted(&shape(names)), None, "{way}");
            }
        }
    }
}

#[test]
fn an_entry_that_was_put_elsewhere_comes_back() {
    let mut shares = Vec::new();
    for ((way, names), shape) in LISTS.into_iter().zip(SHAPES.into_iter().cycle()) {
        let count = names.len();
        let (mut restored, mut tried) = (0, 0);
        for from in 1..count {
            // What is put at the head may be pinned there, and of neighbours that are exchanged nobody knows which moved.
            let places = [(from * 7 + 3) % count, (from * 11 + 5) % count, count - 1];
            for to in places.into_iter().filter(|to| *to > 0 && to.abs_diff(from) > 1) {
                let mut moved = names.to_vec();
                let name = moved.remove(from);
                moved.insert(to, name);
                tried += 1;
                restored += usize::from(formatted(&shape(&moved)).as_deref() == Some(&shape(names)));
            }
        }
        println!("{way:24} {restored:4} of {tried:4} entries restored");
        shares.push((way, restored, tried));
    }
    for (way, restored, tried) in shares {
        assert!(100 * restored >= 90 * tried, "{way}: {restored} of {tried}");
    }
}

#[test]
fn a_pinned_entry_keeps_no_other_from_its_place() {
    for ((way, names), shape) in LISTS.into_iter().zip(SHAPES.into_iter().cycle()) {
        let count = names.len();
        // The last but one, put at the head, is out of order there in every way.
        let mut pinned = names.to_vec();
        let head = pinned.remove(count - 2);
        pinned.insert(0, head);
        assert_eq!(formatted(&shape(&pinned)), None, "{way}");
        let (mut restored, mut tried) = (0, 0);
        for from in 2..count - 1 {
            let places = [(from * 7 + 3) % count, (from * 11 + 5) % count];
            for to in places.into_iter().filter(|to| *to > 1 && to.abs_diff(from) > 1) {
                let mut moved = pinned.clone();
                let name = moved.remove(from);
                moved.insert(to, name);
                tried += 1;
                restored += usize::from(formatted(&shape(&moved)).as_deref() == Some(&shape(&pinned)));
            }
        }
        println!("{way:24} {restored:4} of {tried:4} entries restored below a pinned one");
        assert!(100 * restored >= 90 * tried, "{way}: {restored} of {tried}");
    }
}

/// Sections of bullets, each with these names.
fn sections(lists: &[&[&str]]) -> String {
    let section = |(index, names): (usize, &&[&str])| {
        format!("## Part {index}\n\n{}", bullets(names).trim_start_matches("# List\n\n"))
    };
    format!("# List\n\n{}", lists.iter().enumerate().map(section).collect::<Vec<_>>().join("\n"))
}

/// Three of the sections have a stray, and `.NET` is one only where its sign counts; none is long enough to show an order
/// by itself.
const WITH_A_SIGN: [&[&str]; 8] = [
    &["Acorn", "Birch", "Elm", "Cedar", "Fir"],
    &["Maple", "Nest", ".NET", "Node", "Nutmeg"],
    &["Aspen", "Yarrow", "Beech", "Chestnut", "Damson"],
    &["Jasmine", "Kapok", "Laurel", "Myrtle", "Nettle"],
    &["Olive", "Plum", "Quince", "Rowan", "Sage"],
    &["Agave", "Borage", "Caraway", "Dill", "Endive"],
    &["Hyssop", "Leek", "Lovage", "Onion", "Marjoram"],
    &["Radish", "Salsify", "Sorrel", "Thyme", "Yam"],
];

#[test]
fn the_plain_way_holds_where_another_fits_a_little_better() {
    let mended: Vec<Vec<&str>> = WITH_A_SIGN
        .iter()
        .map(|names| {
            let mut names = names.to_vec();
            names.sort_by_key(|name| name.trim_start_matches('.').to_lowercase());
            names
        })
        .collect();
    let mended: Vec<&[&str]> = mended.iter().map(Vec::as_slice).collect();
    assert_eq!(formatted(&sections(&WITH_A_SIGN)), Some(sections(&mended)));
}

/// Two strays in each section but the last; four pairs are in the order of words, and two in that of letters.
const WORDS_OR_LETTERS: [&[&str]; 5] = [
    &[
        "Acorn", "Birch", "Elm", "Cedar", "Data Hub", "Database", "Fir", "Ginkgo", "Grape", "Maple", "Hazel",
        "Iris", "Juniper", "Larch", "Nettle", "Oak", "Pine", "Quince", "Rowan", "Sorrel",
    ],
    &[
        "Aspen", "Beech", "Yarrow", "Chestnut", "Damson", "Elder", "Fig", "Gorse", "Ivy", "Jasmine", "Heath",
        "Kapok", "Laurel", "Myrtle", "Note Zen", "Notebook", "Olive", "Plum", "Reed", "Sage",
    ],
    &[
        "Alder", "Briar", "Clover", "Hemp", "Daisy", "Fern", "Game Kit", "Gamebook", "Hops", "Indigo",
        "Jute", "Kale", "Teasel", "Lotus", "Mint", "Neem", "Onion", "Poppy", "Woad", "Wormwood", "Yew",
    ],
    &[
        "Agave", "Borage", "Dill", "Caraway", "Endive", "Fennel", "Hyssop", "Leek", "Lovage", "Marjoram",
        "Mustard", "Kohlrabi", "Oregano", "Parsnip", "Pea Pod", "Peach", "Radish", "Spinach", "Tarragon",
        "Thyme",
    ],
    &[
        "Almond",
        "Bramble",
        "Cherry",
        "Durian",
        "Fennec",
        "Guava",
        "Hawthorn",
        "Icaco",
        "Jackfruit",
        "Kiwi",
        "Lemon",
        "Mango",
        "Nectarine",
        "Orange",
        "Papaya",
        "Quandong",
        "Raspberry",
        "Sunflower",
        "Sun Moss",
        "Ugli",
        "Vanilla",
        "Waveform",
        "Wave Guide",
        "Yuzu",
    ],
];

#[test]
fn what_may_be_in_place_stays_once_strays_are_mended() {
    let source = sections(&WORDS_OR_LETTERS);
    let mended = formatted(&source).expect("eight names stray");
    let contested = [
        ["Data Hub", "Database"],
        ["Note Zen", "Notebook"],
        ["Game Kit", "Gamebook"],
        ["Pea Pod", "Peach"],
        ["Waveform", "Wave Guide"],
        ["Sunflower", "Sun Moss"],
    ];
    for pair in contested {
        let [first, second] = pair.map(|name| mended.find(&format!("[{name}]")).unwrap());
        assert!(first < second, "{pair:?}:\n{mended}");
    }
    for pair in [["Cedar", "Elm"], ["Heath", "Ivy"], ["Daisy", "Hemp"], ["Kohlrabi", "Leek"]] {
        let [first, second] = pair.map(|name| mended.find(&format!("[{name}]")).unwrap());
        assert!(first < second, "{pair:?}:\n{mended}");
    }
}
