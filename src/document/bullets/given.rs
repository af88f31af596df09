//! Given names that many people have, and few things: in front of a word in capitals they tell a person.
//!
//! Most are left out that are words or places, too (`Mark`, `Grace`, `Austin`), or that programs and languages are called by.

/// In the order of their bytes.
#[rustfmt::skip]
const GIVEN: &[&str] = &[
    "Aaron", "Abdul", "Abdullah", "Abhishek", "Abraham", "Adam", "Adrian", "Adriana", "Agnes", "Ahmad", "Ahmed",
    "Ajay", "Akash", "Akira", "Alain", "Alan", "Albert", "Alberto", "Alejandro", "Aleksander", "Aleksandr",
    "Alessandra", "Alessandro", "Alessio", "Alex", "Alexander", "Alexandra", "Alexandre", "Alexei", "Alexey",
    "Alfred", "Alfredo", "Alistair", "Allan", "Allen", "Allison", "Alvaro", "Amanda", "Amit", "Amy", "Ana",
    "Anand", "Anastasia", "Anatoly", "Anders", "Andre", "Andrea", "Andreas", "Andrei", "Andrej", "Andres",
    "Andrew", "Andrey", "Andrzej", "Andy", "Angela", "Anil", "Anita", "Anjali", "Ankit", "Ankur", "Ann", "Anna",
    "Anne", "Annie", "Anthony", "Antoine", "Anton", "Antonio", "Antti", "Arjun", "Arnaud", "Arne", "Arnold",
    "Artem", "Arthur", "Arun", "Ashish", "Ashley", "Astrid", "Audrey", "Barbara", "Barry", "Bart", "Bartosz",
    "Beatriz", "Ben", "Benedikt", "Benjamin", "Benoit", "Bernard", "Bernd", "Bernhard", "Bertrand", "Beth",
    "Bhavesh", "Bjarne", "Bjorn", "Bjørn", "Bogdan", "Boris", "Brad", "Bradley", "Brandon", "Brendan", "Brent",
    "Brett", "Brian", "Bridget", "Bruce", "Bruno", "Bryan", "Caleb", "Cameron", "Carl", "Carla", "Carlo",
    "Carlos", "Carmen", "Caroline", "Catherine", "Cathy", "Cedric", "Charles", "Cheryl", "Chloe", "Chris",
    "Christa", "Christina", "Christine", "Christof", "Christoph", "Christophe", "Christopher", "Chuck", "Cindy",
    "Claire", "Clara", "Claudia", "Claudio", "Clement", "Colin", "Connor", "Constantin", "Corey", "Cornelia",
    "Craig", "Cristian", "Cristina", "Curtis", "Cynthia", "Daniel", "Daniela", "Daniele", "Danny", "Darren",
    "Dave", "David", "Davide", "Debbie", "Deborah", "Deepak", "Denis", "Dennis", "Derek", "Diana", "Didier",
    "Diego", "Dieter", "Dimitri", "Dimitris", "Dirk", "Dmitri", "Dmitriy", "Dmitry", "Dominic", "Dominik",
    "Dominique", "Donald", "Donna", "Doug", "Douglas", "Duncan", "Dustin", "Dylan", "Eduardo", "Edward",
    "Edwin", "Eirik", "Ekaterina", "Elena", "Elias", "Elisabeth", "Elizabeth", "Ellen", "Emil", "Emilia",
    "Emilio", "Emily", "Emma", "Emmanuel", "Enrico", "Enrique", "Eric", "Erica", "Erich", "Erik", "Erika",
    "Ernesto", "Ernst", "Esteban", "Esther", "Ethan", "Etienne", "Eugene", "Eva", "Evan", "Evelyn", "Evgeny",
    "Fabian", "Fabien", "Fabio", "Fatima", "Federico", "Felipe", "Felix", "Fernando", "Filip", "Filippo",
    "Florent", "Florian", "Francesca", "Francesco", "Francis", "Francisco", "Franck", "Francois", "Franz",
    "François", "Fred", "Frederic", "Frederick", "Frederik", "Fredrik", "Friedrich", "Gabriel", "Gabriela",
    "Gabriele", "Gareth", "Gary", "Gaurav", "Gavin", "Geoff", "Geoffrey", "George", "Georges", "Gerald",
    "Gerard", "Gerhard", "Giacomo", "Gianluca", "Gilbert", "Gilles", "Giorgio", "Giovanni", "Giulia",
    "Giuseppe", "Glenn", "Gonzalo", "Gordon", "Graham", "Greg", "Gregor", "Gregory", "Guido", "Guilherme",
    "Guillaume", "Guillermo", "Gunnar", "Gustav", "Gustavo", "Haim", "Hamza", "Hannah", "Hans", "Harald",
    "Harold", "Harry", "Haruki", "Hassan", "Heather", "Hector", "Heidi", "Heiko", "Heinrich", "Heinz", "Helen",
    "Helena", "Helmut", "Hendrik", "Henri", "Henrik", "Henry", "Herbert", "Herman", "Hermann", "Hideki",
    "Hiroshi", "Holger", "Howard", "Hubert", "Hugh", "Hussein", "Ian", "Ibrahim", "Igor", "Ilya", "Imran",
    "Ingo", "Ingrid", "Irene", "Irina", "Isaac", "Isabel", "Isabelle", "Ivan", "Ivana", "Jaakko", "Jacek",
    "Jackie", "Jacob", "Jacques", "Jaime", "Jake", "Jakob", "Jakub", "James", "Jamie", "Jane", "Janet",
    "Janice", "Jared", "Jason", "Javier", "Jayesh", "Jean", "Jeff", "Jeffrey", "Jelena", "Jen", "Jennifer",
    "Jens", "Jeremy", "Jerome", "Jerry", "Jesper", "Jess", "Jesse", "Jessica", "Jill", "Jim", "Jimmy",
    "Joachim", "Joan", "Joana", "Joanna", "Joao", "Joaquin", "Jochen", "Joe", "Joel", "Joerg", "Johan",
    "Johann", "Johanna", "Johannes", "John", "Johnny", "Jon", "Jonas", "Jonathan", "Jordi", "Jorge", "Jose",
    "Josef", "Joseph", "Josh", "Joshua", "Josip", "José", "João", "Juan", "Judith", "Judy", "Juergen", "Jukka",
    "Julian", "Juliana", "Julie", "Julien", "Juliette", "Justin", "Jérôme", "Jürgen", "Kalle", "Karel", "Karen",
    "Karim", "Karin", "Karl", "Karsten", "Karthik", "Katarina", "Kate", "Katherine", "Kathleen", "Kathryn",
    "Kathy", "Katie", "Kazuki", "Keith", "Kelly", "Kelsey", "Ken", "Kenji", "Kenneth", "Kevin", "Khaled", "Kim",
    "Kiran", "Kirill", "Klaus", "Konrad", "Konstantin", "Kristen", "Kristian", "Kristin", "Kristina",
    "Krzysztof", "Kurt", "Kyle", "Lars", "Laszlo", "Laura", "Lauren", "Laurence", "Laurent", "Lawrence", "Leif",
    "Leila", "Leonard", "Leonardo", "Leonid", "Liam", "Lidia", "Linda", "Lindsay", "Lisa", "Liz", "Lorenzo",
    "Lori", "Louis", "Louise", "Luc", "Luca", "Lucas", "Lucia", "Ludovic", "Ludwig", "Luigi", "Luis", "Lukas",
    "Luke", "Lutz", "Maciej", "Madeleine", "Magnus", "Mahmoud", "Manfred", "Manoj", "Manuel", "Manuela", "Marc",
    "Marcel", "Marcelo", "Marcin", "Marco", "Marcos", "Marcus", "Marek", "Margaret", "Mariana", "Marie",
    "Marina", "Mario", "Marius", "Mariusz", "Marko", "Markus", "Marta", "Martha", "Martin", "Martina", "Mary",
    "María", "Masahiro", "Massimo", "Mateusz", "Mathias", "Mathieu", "Matt", "Matteo", "Matthew", "Matthias",
    "Matthieu", "Matti", "Maureen", "Maurice", "Mauricio", "Mauro", "Maxim", "Maxime", "Megan", "Mehdi",
    "Mehmet", "Melanie", "Melissa", "Michael", "Michal", "Michał", "Michel", "Michele", "Michelle", "Miguel",
    "Mihai", "Mika", "Mikael", "Mike", "Mikhail", "Milena", "Milos", "Miriam", "Miroslav", "Mohamed",
    "Mohammad", "Mohammed", "Monica", "Monika", "Moritz", "Morten", "Mostafa", "Muhammad", "Mustafa", "Nadia",
    "Nancy", "Naoki", "Natalia", "Natalie", "Natasha", "Nathan", "Nathaniel", "Neha", "Neil", "Niall",
    "Nicholas", "Nick", "Nicola", "Nicolas", "Nicole", "Niels", "Nigel", "Nikhil", "Nikita", "Niklas", "Niko",
    "Nikola", "Nikolai", "Nikolas", "Nikolay", "Nils", "Nina", "Nitin", "Noah", "Noel", "Norbert", "Norman",
    "Nuno", "Olaf", "Oleg", "Olga", "Oliver", "Olivia", "Olivier", "Omar", "Osama", "Oskar", "Oswald", "Owen",
    "Pablo", "Paolo", "Patrice", "Patricia", "Patrick", "Paul", "Paula", "Paulo", "Pavel", "Pawel", "Paweł",
    "Pedro", "Pete", "Peter", "Petr", "Petra", "Phil", "Philip", "Philipp", "Philippe", "Phillip", "Pierre",
    "Piotr", "Prakash", "Pranav", "Prashant", "Praveen", "Priya", "Rachel", "Radek", "Rafael", "Raffaele",
    "Rahul", "Raj", "Rajesh", "Ralf", "Ralph", "Ramesh", "Ramon", "Randall", "Randy", "Raphael", "Raul", "Ravi",
    "Raymond", "Rebecca", "Reinhard", "Reza", "Ricardo", "Riccardo", "Richard", "Rick", "Rita", "Robert",
    "Roberta", "Roberto", "Rodney", "Rodrigo", "Roger", "Rohan", "Rohit", "Roland", "Rolf", "Romain", "Ron",
    "Ronald", "Ronan", "Ross", "Roy", "Ruben", "Rudolf", "Rui", "Russell", "Ruth", "Ryan", "Sabine", "Sachin",
    "Saeed", "Salvador", "Salvatore", "Sam", "Samantha", "Samir", "Samuel", "Sandeep", "Sandra", "Sandro",
    "Sanjay", "Sara", "Sarah", "Satoshi", "Satya", "Scott", "Sean", "Sebastian", "Sergei", "Sergey", "Sergio",
    "Seth", "Shane", "Shannon", "Sharon", "Shashank", "Shaun", "Shawn", "Sheila", "Shinji", "Shreya", "Sigrid",
    "Silvia", "Simon", "Simona", "Simone", "Slava", "Sofia", "Sonia", "Sophia", "Sophie", "Soren", "Srinivas",
    "Stanislav", "Stefan", "Stefania", "Stefanie", "Stefano", "Steffen", "Stephan", "Stephane", "Stephanie",
    "Stephen", "Steve", "Steven", "Stewart", "Stuart", "Stéphane", "Sudhir", "Sunil", "Suresh", "Susan",
    "Susanne", "Suzanne", "Sven", "Svetlana", "Sylvain", "Sylvie", "Szymon", "Sébastien", "Søren", "Takashi",
    "Takeshi", "Tamara", "Tanya", "Taras", "Tatiana", "Ted", "Teresa", "Terry", "Theodore", "Theresa", "Thiago",
    "Thibault", "Thierry", "Thomas", "Thorsten", "Tiago", "Tim", "Timothy", "Tina", "Tobias", "Todd", "Tom",
    "Tomas", "Tomasz", "Tommaso", "Tommy", "Tony", "Torben", "Torsten", "Tracy", "Travis", "Trevor", "Trisha",
    "Tyler", "Udo", "Ulrich", "Umesh", "Ursula", "Uwe", "Vadim", "Valentin", "Valentina", "Valerie", "Vanessa",
    "Vasily", "Veronica", "Victor", "Victoria", "Vijay", "Vikas", "Vikram", "Viktor", "Vinay", "Vincent",
    "Vincenzo", "Vishal", "Vitaly", "Vivek", "Vlad", "Vladimir", "Vladislav", "Volker", "Wade", "Waldemar",
    "Walter", "Wanda", "Wayne", "Wendy", "Werner", "Wes", "Wilfried", "Wilhelm", "Willem", "William", "Willy",
    "Wojciech", "Wolfgang", "Xavier", "Yann", "Yannick", "Yasmin", "Yasuhiro", "Yongqiang", "Yoshua", "Youssef",
    "Yuan", "Yuichi", "Yuki", "Yulia", "Yuri", "Yury", "Yusuf", "Yves", "Yvonne", "Zach", "Zachary", "Zoe",
    "Zoltan",
];

/// Whether `word` is a given name.
pub(super) fn is_given(word: &str) -> bool {
    GIVEN.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{GIVEN, is_given};

    #[test]
    fn names_are_in_order() {
        assert!(GIVEN.is_sorted());
        assert!(is_given("Yves") && is_given("Aaron") && !is_given("Mark") && !is_given("yves"));
    }
}
