/** Words for pet names: adverb, adjective, name. */
export const adverbs =
  "boldly briskly calmly clearly deeply evenly fairly firmly freely gently gladly keenly kindly loudly merrily mildly neatly nicely openly partly quickly rarely really safely softly surely swiftly truly warmly wholly wisely".split(
    " ",
  );

export const adjectives =
  "able amber ample azure brave bright broad calm clever coral crisp deep eager early exact fair fancy fast firm fleet fond fresh glad golden grand happy honest humble ideal jolly keen kind large light lively lucky mellow merry mighty modest neat noble patient polite proud quick quiet rapid rare ready rich sharp shiny silent smart smooth solid sound steady sunny sweet swift tidy topical trusty upright vital warm wise witty young".split(
    " ",
  );

export const names =
  "ant badger bass bat bear beaver bee bird bison boar bobcat buck camel cat chow cicada clam cobra cod colt condor coral cow coyote crab crane cricket crow cub deer dingo dog dolphin dove duck eagle eel egret elk emu falcon ferret finch fish fox frog gecko gnu goat goose grouse gull hare hawk hen heron horse hound ibex impala jay kit kite koala lark lemur lion lizard lobster lynx mantis marten mole moose moth mouse mule newt orca otter owl ox oyster panda perch pika pony puma quail rabbit ram raven robin salmon seal shad sheep shrew skink snail sparrow spider squid stag stork swan tick toad trout turtle viper vole weasel whale wolf wombat wren yak zebra".split(
    " ",
  );
